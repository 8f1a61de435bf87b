import { countOrdersPlaced, type OrderCount } from "@/lib/bigcommerce/count-orders";
import { AppError } from "@/lib/errors";
import { knownTimeZone, startOfDay } from "@/lib/loyalty/local-day";
import type { ImportPreview } from "@/lib/schemas/admin/imports";
import { placedUntil } from "@/lib/services/backfill/start-backfill";
import { describeDeadEnd, describeTrouble } from "@/lib/services/describe-trouble";
import { getProgram } from "@/lib/services/program/get-program";
import { withStoreClient } from "@/lib/services/stores/open-store-client";

/**
 * How many orders an import from that day of the store's zone would look at, and how many of them stand in a status
 * that earns: one call to BigCommerce, nothing is written.
 *
 * @throws AppError `validation_failed` for a day not before the installation, `store_not_installed`,
 * `bigcommerce_failed` or `unavailable` in plain words
 */
export async function previewImport(storeId: bigint, day: string, timeZone: string): Promise<ImportPreview> {
  const since = startOfDay(day, knownTimeZone(timeZone));
  const until = await placedUntil(storeId, since);
  const count = await countOrFail(storeId, { since, until });
  const rule = (await getProgram(storeId))?.program.earning.orders;
  const awards = rule?.enabled ? rule.awardStatuses : [];
  const earning = awards.reduce((sum, statusId) => sum + (count.byStatus.get(statusId) ?? 0), 0);
  return {
    since: since.toISOString(),
    until: until.toISOString(),
    orders: count.total,
    earning: count.byStatus.size === 0 && count.total > 0 ? null : earning,
  };
}

async function countOrFail(storeId: bigint, placed: { since: Date; until: Date }): Promise<OrderCount> {
  try {
    return await withStoreClient(storeId, ({ client }) => countOrdersPlaced(client, placed), {
      priority: "interactive",
    });
  } catch (cause) {
    const deadEnd = describeDeadEnd(cause, "read orders");
    if (deadEnd) throw new AppError("bigcommerce_failed", deadEnd, { cause });
    throw new AppError("unavailable", `${describeTrouble(cause)} Try again in a moment.`, { cause });
  }
}
