import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { parseKeyring } from "@/lib/crypto/keyring";
import { encryptToken } from "@/lib/crypto/token-envelope";
import { db } from "@/lib/db/client";
import { ensureProgram } from "@/lib/services/program/ensure-program";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import type { BenchRow } from "./bench-row";

const hash = "bench1";
const backlogOrders = 1000;
const backlogBatch = 100;
const trickleOrders = 200;
/** One order in 25 comes back in part, about what shops see. */
const refundedEvery = 25;
const encryptionKey = `bench:${randomBytes(32).toString("base64")}`;

/**
 * Calls to BigCommerce for each order that got points, through the order sync itself against the simulated store, which
 * counts them. Customers are known, as after the import.
 */
export default async function bench(): Promise<BenchRow[]> {
  const sandbox = await startSandbox({ stores: [{ hash }], seed: "empty", webhooks: { paused: true } });
  try {
    const storeId = await seedStore(sandbox);
    const customers = Array.from({ length: 50 }, (_, index) => {
      return sandbox.store().addCustomer({ email: `shopper${index}@example.com` }).id;
    });
    const order = (index: number) => ({
      customerId: customers[index % customers.length],
      lines: [{ name: "Mug", price: "12.50", quantity: 2 }],
      quiet: true,
    });
    await measure(sandbox, storeId, sandbox.store().placeOrders(customers.length, order), backlogBatch);
    const backlog = sandbox.store().placeOrders(backlogOrders, order);
    const trickle = sandbox.store().placeOrders(trickleOrders, order);
    for (const id of [...backlog, ...trickle].filter((id) => id % refundedEvery === 0)) {
      sandbox.store().refund(id, { amount: "5.00" });
    }
    return [
      row(`in a backlog of ${backlogOrders}`, await measure(sandbox, storeId, backlog, backlogBatch), 0.05),
      row("trickling one by one", await measure(sandbox, storeId, trickle, 1), 1.05),
    ];
  } finally {
    await sandbox.stop();
  }
}

async function seedStore(sandbox: Sandbox): Promise<bigint> {
  const token = sandbox.store().issueToken();
  const accessTokenEncrypted = encryptToken(token, hash, parseKeyring(encryptionKey));
  const store = await db().store.create({ data: { hash, accessTokenEncrypted } });
  await ensureProgram({ storeId: store.id, currency: "USD" }, new Date());
  return store.id;
}

async function measure(
  sandbox: Sandbox,
  storeId: bigint,
  orderIds: number[],
  batchSize: number,
): Promise<number> {
  sandbox.admin.clearRequests();
  const script = ["--import", "tsx", "test/bench/sync-in-batches.ts"];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...script, String(storeId), String(batchSize), orderIds.join(",")],
    { env: { ...process.env, BIGCOMMERCE_API_URL: sandbox.url, ENCRYPTION_KEY: encryptionKey } },
  );
  if (Number(stdout) !== orderIds.length)
    throw new Error(`${stdout.trim()} of ${orderIds.length} orders got points`);
  return sandbox.admin.countCalls() / orderIds.length;
}

function row(when: string, value: number, most: number): BenchRow {
  return {
    row: `BigCommerce calls per awarded order ${when}`,
    value,
    unit: "calls",
    aim: `≤ ${most}`,
    met: value <= most,
  };
}
