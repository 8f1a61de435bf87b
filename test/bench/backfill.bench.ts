import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { loadavg } from "node:os";
import { promisify } from "node:util";
import { parseKeyring } from "@/lib/crypto/keyring";
import { encryptToken } from "@/lib/crypto/token-envelope";
import { db } from "@/lib/db/client";
import { ensureProgram } from "@/lib/services/program/ensure-program";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { type BenchRow, median, ratioRow } from "./bench-row";

const orderCount = 11_000;
/** The first thousand orders are the warm-up of test/bench/backfill-pages.ts. */
const measuredOrders = orderCount - 1_000;
const ordersPerSecondMin = 2_000;
const pageSize = 250;
/** As BigCommerce's 150 calls in 30 seconds, in shorter windows; a tenth, rounded down, is kept for people. */
const limit = { quota: 15, windowMs: 3_000, reserve: 1 };
const encryptionKey = `bench:${randomBytes(32).toString("base64")}`;
const rounds = 3;

/**
 * Past orders awarded a second from the simulated store to the ledger, one import alone: with the store's limit off
 * beside reading the pages alone and posting their facts alone, in turns; with it on beside what the limit lets through.
 */
export default async function bench(): Promise<BenchRow[]> {
  const sandbox = await startSandbox({ stores: [], seed: "empty", webhooks: { paused: true } });
  try {
    const seconds: Record<"import" | "fetch" | "post", number[]> = { import: [], fetch: [], post: [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const way of ["fetch", "post", "import"] as const) {
        const storeId = await seedStore(sandbox, `${way}${round}`, orderCount);
        seconds[way].push(await run(sandbox, way, storeId));
        if (way !== "fetch") await expectAwarded(storeId, orderCount);
      }
    }
    const perSecond = (way: keyof typeof seconds) => measuredOrders / median(seconds[way]);
    return [unlimited(perSecond), await underLimit(sandbox)];
  } finally {
    await sandbox.stop();
  }
}

function unlimited(perSecond: (way: "import" | "fetch" | "post") => number): BenchRow {
  const [value, fetched, posted] = [perSecond("import"), perSecond("fetch"), perSecond("post")];
  // Whoever can do no two things at once does one after the other.
  const serial = 1 / (1 / fetched + 1 / posted);
  return {
    row: "past orders imported",
    value,
    unit: "orders/s",
    limit: { name: "pages read, then posted", value: serial },
    ratio: value / serial,
    aim: `≥ ${ordersPerSecondMin}`,
    met: value >= ordersPerSecondMin,
    note:
      `Reading the pages alone ${Math.round(fetched)}, posting their facts alone ${Math.round(posted)} orders/s; the simulated ` +
      `store and Postgres take their share of the same machine. Load ${loadavg()[0]?.toFixed(1)}. Median of ${rounds}.`,
  };
}

/** What counts is calls: all but the reserve of every window, a page a call. */
async function underLimit(sandbox: Sandbox): Promise<BenchRow> {
  const storeId = await seedStore(sandbox, "limited0", orderCount);
  sandbox.admin.setRateLimit({ quota: limit.quota, windowMs: limit.windowMs });
  const seconds = await run(sandbox, "limited", storeId);
  sandbox.admin.setRateLimit("off");
  await expectAwarded(storeId, orderCount);
  const callsPerSecond = (limit.quota - limit.reserve) / (limit.windowMs / 1_000);
  const measured = {
    value: orderCount / seconds,
    limit: {
      name: `${pageSize} orders for each call the limit lets through`,
      value: callsPerSecond * pageSize,
    },
  };
  return {
    ...ratioRow("past orders imported under BigCommerce's limit", "orders/s", measured, 0.8),
    note: `${limit.quota} calls in ${limit.windowMs / 1_000} s, the rate of 150 in 30 s; four more calls learn range, count and refunds. The last window is not used up.`,
  };
}

async function run(sandbox: Sandbox, way: string, storeId: bigint): Promise<number> {
  const script = ["--import", "tsx", "test/bench/backfill-pages.ts", way, String(storeId)];
  const { stdout } = await promisify(execFile)(process.execPath, script, {
    env: { ...process.env, BIGCOMMERCE_API_URL: sandbox.url, ENCRYPTION_KEY: encryptionKey },
  });
  return Number(stdout);
}

async function expectAwarded(storeId: bigint, expected: number): Promise<void> {
  const awarded = await db().order.count({ where: { storeId, importId: { not: null } } });
  if (awarded !== expected) throw new Error(`${awarded} of ${expected} past orders got points`);
}

async function seedStore(sandbox: Sandbox, hash: string, orders: number): Promise<bigint> {
  const at = await sandbox.addStore({ hash });
  const accessTokenEncrypted = encryptToken(at.issueToken(), hash, parseKeyring(encryptionKey));
  const installedAt = new Date(Date.now() + 60_000);
  const store = await db().store.create({ data: { hash, accessTokenEncrypted, installedAt } });
  await ensureProgram({ storeId: store.id, currency: "USD" }, new Date());
  const customers = Array.from({ length: 500 }, (_, index) => {
    return at.addCustomer({ email: `shopper${index}@example.com` }).id;
  });
  at.placeOrders(orders, (index) => ({
    customerId: customers[index % customers.length],
    lines: [{ name: "Mug", price: "12.50", quantity: 2 }],
    createdAt: Date.parse("2025-01-01T00:00:00Z") + index * 60_000,
    quiet: true,
  }));
  return store.id;
}
