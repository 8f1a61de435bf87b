import { fetchOrdersPlaced } from "@/lib/bigcommerce/fetch-order-facts";
import { findOrderIdPlaced } from "@/lib/bigcommerce/orders";
import {
  advanceBackfill,
  type BackfillRow,
  findBackfill,
  saveBackfillRange,
} from "@/lib/db/backfill/backfills";
import { refreshStatistics } from "@/lib/db/backfill/refresh-statistics";
import { findCurrencyDecimals } from "@/lib/db/currencies";
import { failImport } from "@/lib/db/imports";
import { logger } from "@/lib/logger";
import { applyFetched } from "@/lib/services/orders/sync-orders";
import { type StoreConnection, withStoreClient } from "@/lib/services/stores/open-store-client";

type ImportPastOrdersInput = { storeId: bigint; importId: bigint; pagesMax: number };
type Page = Awaited<ReturnType<typeof fetchOrdersPlaced>>;

/**
 * Applies some pages of 250 past orders, going on where the last page that was noted ended; while one is applied the
 * next is fetched. A kill repeats one page at most, and repeating it changes nothing: points come by the law of the
 * order, under its lock, like those of a webhook.
 *
 * @returns whether there are no more
 */
export function importPastOrders(
  { storeId, importId, pagesMax }: ImportPastOrdersInput,
  now: () => Date,
): Promise<{ isDone: boolean }> {
  return withStoreClient(storeId, async (connection) => {
    const row = await findBackfill(storeId, importId);
    if (row?.import.status !== "running") return { isDone: true };
    const from = Number(row.import.cursor ?? 0) || (await measure(connection, row));
    const pages = new PageReader(connection, row, await findCurrencyDecimals(storeId));
    let cursor = row.import.cursor;
    let page = await pages.read(from);
    for (let count = 1; ; count += 1) {
      const { nextMinId } = page;
      const ahead = nextMinId !== null && count < pagesMax ? pages.read(nextMinId) : null;
      // Its failure is looked at when it is waited for.
      ahead?.catch(() => {});
      await refreshStatistics();
      await applyPage(connection, page, importId, now());
      const finishedAt = nextMinId === null ? now() : null;
      const next = nextMinId === null ? null : String(nextMinId);
      const noted = { from: cursor, cursor: next, count: page.orders.size, finishedAt };
      if (!(await advanceBackfill(storeId, importId, noted)) || next === null) return { isDone: true };
      if (!ahead) return { isDone: false };
      cursor = next;
      page = await ahead;
    }
  });
}

/** The import cannot go on; the reason is shown on the dashboard. */
export function stopBackfill(storeId: bigint, importId: bigint, reason: string, at: Date): Promise<void> {
  return failImport(storeId, importId, reason, at);
}

class PageReader {
  constructor(
    private readonly connection: StoreConnection,
    private readonly placed: { since: Date; until: Date },
    private readonly decimalPlaces: ReadonlyMap<string, number>,
  ) {}

  read(minId: number): Promise<Page> {
    const { decimalPlaces } = this;
    return fetchOrdersPlaced(this.connection.client, minId, this.placed, { decimalPlaces });
  }
}

/** Learns how far there is to go; answers where to begin. */
async function measure({ client }: StoreConnection, row: BackfillRow): Promise<number> {
  const firstOrderId = await findOrderIdPlaced(client, row, "first");
  const lastOrderId = firstOrderId === null ? null : await findOrderIdPlaced(client, row, "last");
  if (firstOrderId === null || lastOrderId === null) return 1;
  await saveBackfillRange(row.importId, { firstOrderId, lastOrderId });
  return firstOrderId;
}

async function applyPage(
  connection: StoreConnection,
  page: Page,
  importId: bigint,
  now: Date,
): Promise<void> {
  const { failed } = await applyFetched(connection, page.orders, now, { importId, mode: "award" });
  const orders = failed.map(({ orderId }) => orderId);
  if (orders.length > 0) logger.warn({ importId: String(importId), orders }, "past orders were left out");
}
