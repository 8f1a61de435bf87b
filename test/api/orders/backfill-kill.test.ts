import { afterAll, beforeAll, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { verifyLedger } from "@/lib/db/ledger/verify-ledger";
import { getImports } from "@/lib/services/backfill/get-imports";
import { revertBackfill } from "@/lib/services/backfill/revert-backfill";
import { startBackfill } from "@/lib/services/backfill/start-backfill";
import { eventually, type Laurel, startLaurel } from "@/test/support/laurel";

/**
 * The whole product as processes: an import of two thousand past orders on the app's own engine, killed twice in the
 * middle. Order n earns n % 20 + 1 points: Σ = 2000 × 10.5 = 21,000.
 */
const orderCount = 2_000;
const pointsTotal = 21_000;
const pageSize = 250;
let laurel: Laurel;
let storeId: bigint;
let placed: number[];

beforeAll(async () => {
  laurel = await startLaurel({ stores: [{ hash: "backkill1" }], seed: "empty", webhooks: { paused: true } });
  const store = laurel.sandbox.store();
  const customers = Array.from(
    { length: 40 },
    (_, n) => store.addCustomer({ email: `n${n}@example.com` }).id,
  );
  placed = store.placeOrders(orderCount, (index) => ({
    customerId: customers[index % 40],
    lines: [{ name: "Thing", price: `${(index % 20) + 1}.00`, quantity: 1 }],
    createdAt: Date.now() - 86_400_000 - (orderCount - index) * 60_000,
    quiet: true,
  }));
  // Three pages of refunds that the bank declined: nobody loses a point.
  const declined = { amount: "0.01", declined: true, quiet: true };
  for (let n = 0; n < 600; n += 1) store.refund(placed[n % 5] ?? 0, declined);
  // Long before the app was there: what happened since is the daily sync's.
  const longAgo = Date.now() - 3_600_000;
  for (const refund of store.state.refunds.values()) refund.createdAt = longAgo;
  for (const order of store.state.orders.values()) order.modifiedAt = Math.min(order.modifiedAt, longAgo);
  await laurel.install();
  const { rows } = await pool().query("SELECT id FROM stores");
  storeId = BigInt(rows[0].id);
}, 120_000);
afterAll(() => laurel?.stop());

const importNow = async () => {
  const [item] = (await getImports(storeId, new Date())).items;
  if (!item) throw new Error("there is no import");
  return item;
};

const pages = () =>
  laurel.sandbox.admin
    .requests({ method: "GET", path: "/v2/orders" })
    .filter(({ query, status }) => status === 200 && query.includes("limit=250") && query.includes("min_id"));

async function pointsHeld(): Promise<number> {
  const { rows } = await pool().query(
    "SELECT coalesce(sum(pending + available + debt), 0)::int AS points FROM customer_balances",
  );
  return rows[0].points;
}

/** Pages of refunds the import asked for; the daily sync asks for those since the installation. */
const refundPages = () =>
  laurel.sandbox.admin
    .requests({ method: "GET", path: /refunds/ })
    .map(({ query }) => new URLSearchParams(query))
    .filter((query) => query.get("created:min")?.startsWith("2020-01-01"))
    .map((query) => Number(query.get("page")));

/** Kills the app when at least `done` orders are behind it. */
async function killWhenBehind(done: number): Promise<void> {
  await eventually(async () => (await importNow()).done >= done, `${done} orders to be behind`, 90);
  await laurel.killApp();
}

test("killed while it walks refunds and twice among orders, it goes on where it was: every order once, a page or two again", async () => {
  // Two calls a window: of three pages of refunds one is left for the next.
  laurel.sandbox.admin.setRateLimit({ quota: 2, windowMs: 20_000 });
  laurel.sandbox.admin.clearRequests();
  await startBackfill({ storeId, since: new Date("2020-01-01"), now: new Date() });
  const walk = () => db().backfill.findFirstOrThrow({ where: { storeId } });
  await eventually(async () => (await walk()).refundsPage === 3, "two pages of refunds to be noted", 90);
  await laurel.killApp();
  expect(await walk()).toMatchObject({ refundsPage: 3, refundsKnownAt: null });
  // Four calls a window: two thousand orders are nine pages, so the import is in the middle whenever it is looked at.
  laurel.sandbox.admin.setRateLimit({ quota: 4, windowMs: 8_000 });
  await killWhenBehind(pageSize);
  await killWhenBehind(4 * pageSize);
  expect((await importNow()).status).toBe("running");
  laurel.sandbox.admin.setRateLimit("off");
  await eventually(async () => (await importNow()).status === "done", "the import to end", 150);

  expect(await importNow()).toMatchObject({
    done: orderCount,
    total: orderCount,
    error: null,
    awarded: { orders: orderCount, points: pointsTotal, customers: 40, withdrawn: 0 },
  });
  expect(await pointsHeld()).toBe(pointsTotal);
  const { rows } = await pool().query(
    "SELECT count(*)::int AS awards, count(DISTINCT order_id)::int AS orders FROM ledger_transactions WHERE type = 'order_award'",
  );
  expect(rows[0]).toEqual({ awards: orderCount, orders: orderCount });
  // The page that was asked for when the app died may come once more.
  expect(refundPages().filter((page) => page < 3)).toEqual([1, 2]);
  expect(refundPages().length).toBeLessThanOrEqual(4);
  // Eight pages, and for each kill the page in hand and the one ahead of it once more; a last page that is empty.
  expect(pages().length).toBeLessThanOrEqual(orderCount / pageSize + 1 + 2 * 2);
  expect(pages().length).toBeGreaterThanOrEqual(orderCount / pageSize);
}, 300_000);

test("taken back, exactly the import's points go, also when the app is killed while they do", async () => {
  const customerId = laurel.sandbox.store().state.orders.get(placed[0] ?? 0)?.customerId ?? 0;
  laurel.sandbox.store().placeOrders(1, () => ({
    customerId,
    lines: [{ name: "Bought since", price: "77.00", quantity: 1 }],
  }));
  laurel.sandbox.admin.webhooks.configure({ paused: false });
  await eventually(async () => (await pointsHeld()) === pointsTotal + 77, "the order of today to earn", 90);
  const { id } = await importNow();
  // Held by us, the last order keeps the taking back from its end until the app is killed.
  const last = await pool().connect();
  await last.query("BEGIN");
  await last.query("SELECT 1 FROM orders WHERE bc_order_id = $1 FOR UPDATE", [placed.at(-1)]);
  await revertBackfill({ storeId, importId: BigInt(id), now: new Date() });
  await eventually(async () => (await importNow()).awarded.withdrawn > 0, "the first to be taken back", 90);
  await laurel.app().kill9();
  const killed = await importNow();
  expect(killed.status).toBe("reverting");
  expect(killed.awarded.withdrawn).toBeLessThan(orderCount);
  await last.query("ROLLBACK");
  last.release();
  await laurel.killApp();
  await eventually(async () => (await importNow()).status === "reverted", "all to be taken back", 150);
  expect(await pointsHeld()).toBe(77);
  const { rows } = await pool().query(
    `SELECT t.type, count(*)::int AS n, count(DISTINCT t.order_id)::int AS orders, min(o.bc_order_id)::int AS first
       FROM ledger_transactions t JOIN orders o ON o.id = t.order_id WHERE t.type = 'order_reversal' GROUP BY t.type`,
  );
  expect(rows).toEqual([{ type: "order_reversal", n: orderCount, orders: orderCount, first: placed[0] }]);
  for await (const { name, differences } of verifyLedger(null)) {
    expect({ name, differences }).toEqual({ name, differences: [] });
  }
}, 300_000);
