import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { parseKeyring } from "@/lib/crypto/keyring";
import { encryptToken } from "@/lib/crypto/token-envelope";
import { db } from "@/lib/db/client";
import { ensureProgram } from "@/lib/services/program/ensure-program";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import type { BenchRow } from "./bench-row";

const hash = "bench2";
const orderCount = 11_000;
/** The first four pages of 250 are the warm-up of test/bench/backfill-pages.ts. */
const measuredOrders = orderCount - 1_000;
const ordersPerSecondMin = 2_000;
const encryptionKey = `bench:${randomBytes(32).toString("base64")}`;

/** Past orders awarded a second, from the simulated store with its rate limit off to the ledger, one import alone. */
export default async function bench(): Promise<BenchRow[]> {
  const sandbox = await startSandbox({ stores: [{ hash }], seed: "empty", webhooks: { paused: true } });
  try {
    const storeId = await seedStore(sandbox);
    const script = ["--import", "tsx", "test/bench/backfill-pages.ts", String(storeId)];
    const { stdout } = await promisify(execFile)(process.execPath, script, {
      env: { ...process.env, BIGCOMMERCE_API_URL: sandbox.url, ENCRYPTION_KEY: encryptionKey },
    });
    const awarded = await db().order.count({ where: { storeId, importId: { not: null } } });
    if (awarded !== orderCount) throw new Error(`${awarded} of ${orderCount} past orders got points`);
    const value = measuredOrders / Number(stdout);
    return [
      {
        row: "past orders imported",
        value,
        unit: "orders/s",
        aim: `≥ ${ordersPerSecondMin}`,
        met: value >= ordersPerSecondMin,
        note: "The simulated store and Postgres answer on the same machine and take their share of it.",
      },
    ];
  } finally {
    await sandbox.stop();
  }
}

async function seedStore(sandbox: Sandbox): Promise<bigint> {
  const accessTokenEncrypted = encryptToken(sandbox.store().issueToken(), hash, parseKeyring(encryptionKey));
  const installedAt = new Date(Date.now() + 60_000);
  const store = await db().store.create({ data: { hash, accessTokenEncrypted, installedAt } });
  await ensureProgram({ storeId: store.id, currency: "USD" }, new Date());
  const customers = Array.from({ length: 500 }, (_, index) => {
    return sandbox.store().addCustomer({ email: `shopper${index}@example.com` }).id;
  });
  sandbox.store().placeOrders(orderCount, (index) => ({
    customerId: customers[index % customers.length],
    lines: [{ name: "Mug", price: "12.50", quantity: 2 }],
    createdAt: Date.parse("2025-01-01T00:00:00Z") + index * 60_000,
    quiet: true,
  }));
  return store.id;
}
