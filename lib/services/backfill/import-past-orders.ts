import { countOrdersPlaced } from "@/lib/bigcommerce/count-orders";
import { fetchOrdersPlaced, type OrderFactsOptions } from "@/lib/bigcommerce/fetch-order-facts";
import { findOrderIdPlaced } from "@/lib/bigcommerce/orders";
import { type BackfillRow, findBackfill, noteTrouble, saveBackfillRange } from "@/lib/db/backfill/backfills";
import { advanceBackfill } from "@/lib/db/backfill/note-page";
import { refreshStatistics } from "@/lib/db/backfill/refresh-statistics";
import { findRefundedOrders } from "@/lib/db/backfill/refunded-orders";
import { findCurrencyDecimals } from "@/lib/db/currencies";
import { failImport } from "@/lib/db/imports";
import { logger } from "@/lib/logger";
import { walkRefunds } from "@/lib/services/backfill/walk-refunds";
import { describeDeadEnd, describeTrouble } from "@/lib/services/describe-trouble";
import { applyFetched } from "@/lib/services/orders/sync-orders";
import { getProgram } from "@/lib/services/program/get-program";
import { type StoreConnection, withStoreClient } from "@/lib/services/stores/open-store-client";

type ImportPastOrdersInput = { storeId: bigint; importId: bigint; pagesMax: number };
type Page = Awaited<ReturnType<typeof fetchOrdersPlaced>>;

/**
 * Applies some pages of 250 past orders, going on where the last page that was noted ended; while one is applied the
 * next is fetched. A kill repeats one page at most, and repeating it changes nothing: points come by the law of the
 * order, under its lock, like those of a webhook.
 *
 * What may pass (BigCommerce away) is noted for the dashboard and thrown, so that the engine tries again; what only a
 * person can mend ends the import, which is resumed then.
 * @returns whether there are no more
 */
export async function importPastOrders(
  input: ImportPastOrdersInput,
  now: () => Date,
): Promise<{ isDone: boolean }> {
  const { storeId, importId } = input;
  const row = await findBackfill(storeId, importId);
  if (row?.import.status !== "running") return { isDone: true };
  try {
    if (await getProgram(storeId)) return await importPages(row, input.pagesMax, now);
    await stopBackfill(storeId, importId, "There is no published program to award points by.", now());
  } catch (error) {
    const deadEnd = describeDeadEnd(error, "read orders");
    if (deadEnd === null) {
      await noteTrouble(storeId, importId, describeTrouble(error));
      throw error;
    }
    await stopBackfill(storeId, importId, deadEnd, now());
  }
  return { isDone: true };
}

/** The import cannot go on; the reason is shown on the dashboard. */
export function stopBackfill(storeId: bigint, importId: bigint, reason: string, at: Date): Promise<void> {
  return failImport(storeId, importId, reason, at);
}

/** Every attempt failed: the page shows what was noted of the last one, or that it is our fault; the log all of it. */
export async function failBackfill(
  storeId: bigint,
  importId: bigint,
  error: unknown,
  at: Date,
): Promise<void> {
  logger.error({ err: error, importId: String(importId) }, "past orders could not be brought in");
  const noted = (await findBackfill(storeId, importId))?.import.error;
  await stopBackfill(storeId, importId, noted ?? describeTrouble(error), at);
}

function importPages(row: BackfillRow, pagesMax: number, now: () => Date): Promise<{ isDone: boolean }> {
  const { storeId, importId } = row;
  return withStoreClient(storeId, async (connection) => {
    const pagesLeft = await walkRefunds(connection, row, { pagesMax, now });
    if (pagesLeft === 0) return { isDone: false };
    const from = Number(row.import.cursor ?? 0) || (await measure(connection, row));
    const pages = new PageReader(connection, row, {
      decimalPlaces: await findCurrencyDecimals(storeId),
      findRefunded: (orderIds) => findRefundedOrders(storeId, importId, orderIds),
    });
    let cursor = row.import.cursor;
    let page = await pages.read(from);
    for (let count = 1; ; count += 1) {
      const { nextMinId } = page;
      const ahead = nextMinId !== null && count < pagesLeft ? pages.read(nextMinId) : null;
      // Its failure is looked at when it is waited for.
      ahead?.catch(() => {});
      await refreshStatistics();
      const leftOut = await applyPage(connection, page, row, now());
      const finishedAt = nextMinId === null ? now() : null;
      const next = nextMinId === null ? null : String(nextMinId);
      const orderIds = [...page.orders.keys()];
      const noted = { from: cursor, cursor: next, orderIds, leftOut, finishedAt };
      if (!(await advanceBackfill(storeId, importId, noted))) return { isDone: true };
      if (!ahead) return { isDone: false };
      cursor = next;
      page = await ahead;
    }
  });
}

class PageReader {
  constructor(
    private readonly connection: StoreConnection,
    private readonly placed: { since: Date; until: Date },
    private readonly options: OrderFactsOptions,
  ) {}

  read(minId: number): Promise<Page> {
    return fetchOrdersPlaced(this.connection.client, minId, this.placed, this.options);
  }
}

/** Learns how far there is to go; answers where to begin. */
async function measure({ client }: StoreConnection, row: BackfillRow): Promise<number> {
  const [firstOrderId, lastOrderId, { total }] = await Promise.all([
    findOrderIdPlaced(client, row, "first"),
    findOrderIdPlaced(client, row, "last"),
    countOrdersPlaced(client, row),
  ]);
  if (firstOrderId === null || lastOrderId === null) return 1;
  // More orders than ids from first to last: the count did not understand the dates.
  const isPlausible = total <= lastOrderId - firstOrderId + 1;
  await saveBackfillRange(row.storeId, row.importId, {
    firstOrderId,
    lastOrderId,
    total: isPlausible ? total : null,
  });
  return firstOrderId;
}

/** @returns how many orders could not be read or decided */
async function applyPage(
  connection: StoreConnection,
  page: Page,
  { importId, migratedEarn }: BackfillRow,
  now: Date,
): Promise<number> {
  const batch = { importId, migratedEarn, mode: "award" } as const;
  const { failed } = await applyFetched(connection, page.orders, now, batch);
  const orders = failed.map(({ orderId }) => orderId);
  if (orders.length > 0) logger.warn({ importId: String(importId), orders }, "past orders were left out");
  return orders.length;
}
