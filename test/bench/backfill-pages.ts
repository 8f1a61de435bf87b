import { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { fetchOrdersPlaced } from "@/lib/bigcommerce/fetch-order-facts";
import { decryptToken } from "@/lib/crypto/token-envelope";
import { refreshStatistics } from "@/lib/db/backfill/refresh-statistics";
import { closeDatabase, db } from "@/lib/db/client";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { importPastOrders } from "@/lib/services/backfill/import-past-orders";
import { startBackfill } from "@/lib/services/backfill/start-backfill";
import { syncCustomers } from "@/lib/services/customers/sync-customers";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";

/**
 * Three ways through the same past orders, in a process of its own because the environment is read once. Arguments: the
 * way, the store's id, for `limited` the limit as JSON. Prints the seconds that all but the first thousand orders took.
 *
 * - `import`: as the job engine does it
 * - `fetch`: only the pages, one after the other, read and dropped
 * - `post`: only the facts of those pages applied, nothing fetched meanwhile
 * - `limited`: as `import`, with BigCommerce's limit on once it is warm
 */
const [way = "import", store = "0", limit = "null"] = process.argv.slice(2);
const storeId = BigInt(store);
const placed = { since: new Date("2020-01-01"), until: new Date() };
const pageSize = 250;
const warmUp = 1_000;

const ways: Record<string, () => Promise<number>> = {
  import: importAll,
  fetch: fetchOnly,
  post: postOnly,
  limited,
};
console.log(await ways[way]?.());
await closeDatabase();

async function importAll(): Promise<number> {
  const importId = await warmImport();
  return timed(() => finish(importId));
}

async function limited(): Promise<number> {
  const importId = await warmImport();
  const headers = { "content-type": "application/json" };
  const url = `${process.env.BIGCOMMERCE_API_URL}/sandbox/rate-limit`;
  const answer = await fetch(url, { method: "PUT", headers, body: limit });
  if (!answer.ok) throw new Error(`the limit could not be set: ${answer.status}`);
  return timed(() => finish(importId));
}

/** Connections, statements and compiled code are there after some pages; then the clock runs. */
async function warmImport(): Promise<bigint> {
  const { importId } = await startBackfill({ storeId, since: placed.since, now: new Date() });
  await importPastOrders({ storeId, importId, pagesMax: warmUp / pageSize }, () => new Date());
  return importId;
}

async function finish(importId: bigint): Promise<void> {
  while (!(await importPastOrders({ storeId, importId, pagesMax: 20 }, () => new Date())).isDone);
}

async function fetchOnly(): Promise<number> {
  const pages = await readPages();
  for (let count = 0; count < warmUp / pageSize; count += 1) await pages.next();
  return timed(async () => {
    while (!(await pages.next()).done);
  });
}

async function postOnly(): Promise<number> {
  const pages: OrderFacts[][] = [];
  for await (const page of await readPages()) pages.push(page);
  const ids = pages.flat().flatMap(({ customerId }) => (customerId === null ? [] : [customerId]));
  await syncCustomers({ storeId, bcCustomerIds: [...new Set(ids)] });
  const batch = await startBackfill({ storeId, since: placed.since, now: new Date() });
  const apply = async (orders: readonly OrderFacts[]) => {
    const rest = { storeId, timeZone: "UTC", now: new Date() };
    await applyOrderFacts({ ...rest, orders, batch: { ...batch, mode: "award" } });
  };
  for (const page of pages.splice(0, warmUp / pageSize)) await apply(page);
  return timed(async () => {
    for (const page of pages) {
      await refreshStatistics();
      await apply(page);
    }
  });
}

async function readPages(): Promise<AsyncGenerator<OrderFacts[]>> {
  const { hash, accessTokenEncrypted } = await db().store.findUniqueOrThrow({ where: { id: storeId } });
  const accessToken = decryptToken(accessTokenEncrypted ?? "", hash);
  const client = new BigCommerceClient({ storeHash: hash, accessToken });
  return (async function* () {
    for (let minId: number | null = 1; minId !== null; ) {
      const options = { findRefunded: async () => new Set<number>() };
      const page: Awaited<ReturnType<typeof fetchOrdersPlaced>> = await fetchOrdersPlaced(
        client,
        minId,
        placed,
        options,
      );
      yield [...page.orders.values()].flatMap((order) => (order.kind === "found" ? [order.facts] : []));
      minId = page.nextMinId;
    }
  })();
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1_000;
}
