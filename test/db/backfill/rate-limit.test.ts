import { afterAll, expect, test, vi } from "vitest";
import { getOrder } from "@/lib/bigcommerce/orders";
import { importPastOrders } from "@/lib/services/backfill/import-past-orders";
import { startBackfill } from "@/lib/services/backfill/start-backfill";
import { withStoreClient } from "@/lib/services/stores/open-store-client";
import { now, openShop, since, statusOf } from "./shop";

const sandbox = await vi.hoisted(async () => {
  const { startSandbox } = await import("@/test/sandbox/start");
  const started = await startSandbox({ stores: [], webhooks: { paused: true } });
  process.env.BIGCOMMERCE_API_URL = started.url;
  return started;
});
afterAll(() => sandbox.stop());

/**
 * Ten calls in eight seconds, one of them kept for people: 3,000 orders are sixteen calls, more than one window has, and a
 * slow machine uses up its nine in time, too.
 */
const limit = { quota: 10, windowMs: 8_000 };
const reserve = 1;
/** Background calls of a store that may be on their way at once. */
const inFlightMax = 8;

test("an import never runs into the limit, leaves the reserve alone, and a shopper's call goes before its next one", async () => {
  const { storeId, placeOrders } = await openShop(sandbox);
  // Guests': nobody to give points to, so that BigCommerce is what is waited for.
  const orderIds = placeOrders(3_000, { customerId: 0, email: "guest@example.com" });
  sandbox.admin.setRateLimit(limit);
  sandbox.admin.clearRequests();
  const { importId } = await startBackfill({ storeId, since, now });
  const importing = importPastOrders({ storeId, importId, pagesMax: 99 }, () => now);
  const passedBy: number[] = [];
  const ask = async (orderId: number) => {
    const before = sandbox.admin.countCalls();
    await withStoreClient(storeId, ({ client }) => getOrder(client, orderId), { priority: "interactive" });
    const call = sandbox.admin.requests().findIndex(({ path }) => path === `/v2/orders/${orderId}`);
    passedBy.push(call - before);
  };
  // While pages come in, and again when the import has used up its share and waits for the next window.
  await vi.waitUntil(() => sandbox.admin.countCalls() >= 5, { timeout: 30_000, interval: 5 });
  await ask(orderIds[0] ?? 0);
  await vi.waitUntil(() => leastLeft() <= reserve, { timeout: 30_000, interval: 5 });
  await ask(orderIds[1] ?? 0);
  expect(await importing).toEqual({ isDone: true });

  const calls = sandbox.admin.requests();
  expect(calls.filter(({ status }) => status === 429)).toEqual([]);
  expect(calls.length).toBeGreaterThan(limit.quota);
  for (const passed of passedBy) expect(passed).toBeLessThanOrEqual(inFlightMax);
  expect(await statusOf(storeId)).toMatchObject({ status: "done", done: 3_000, leftOut: 0 });
}, 120_000);

/** The smallest rest of a window BigCommerce has told so far. */
function leastLeft(): number {
  const left = sandbox.admin.requests().map((call) => call.responseHeaders["x-rate-limit-requests-left"]);
  return Math.min(...left.map((text) => Number(text ?? limit.quota)));
}
