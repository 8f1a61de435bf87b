import { type BackfillRow, findLatestBackfill } from "@/lib/db/backfill/backfills";
import { sumImportedOrders } from "@/lib/db/backfill/imported-orders";
import { inTransaction } from "@/lib/db/transaction";
import { type BackfillStatus, backfillStatus } from "@/lib/services/backfill/backfill-status";

export type BackfillProgress = {
  id: bigint;
  status: BackfillStatus;
  since: Date;
  until: Date;
  /** Orders looked at. */
  done: number;
  /** About how many there are: BigCommerce tells ids only, and some are of orders that never were. */
  total: number | null;
  /** When it will be through at the pace so far; null when it does not run or has just begun. */
  endsAt: Date | null;
  /** What it gave: orders, and their points when awarded. */
  awarded: { orders: number; points: number };
  error: string | null;
  startedAt: Date;
  finishedAt: Date | null;
  revertedAt: Date | null;
};

/** The store's latest import of past orders; null when there was none. */
export async function getBackfill(storeId: bigint, now: Date): Promise<BackfillProgress | null> {
  const row = await inTransaction((tx) => findLatestBackfill(tx, storeId));
  if (!row) return null;
  const { import: job } = row;
  return {
    id: row.importId,
    status: backfillStatus(row),
    since: row.since,
    until: row.until,
    done: job.done,
    total: estimateTotal(row),
    endsAt: estimateEnd(row, now),
    awarded: await sumImportedOrders(storeId, row.importId),
    error: job.error,
    startedAt: job.startedAt,
    finishedAt: job.finishedAt,
    revertedAt: row.revertedAt,
  };
}

/** How much of the way by id is behind, 0 to 1; null when not known yet. */
function shareDone({ import: job, firstOrderId, lastOrderId }: BackfillRow): number | null {
  if (job.status === "done") return 1;
  if (firstOrderId === null || lastOrderId === null) return null;
  if (job.cursor === null) return 0;
  const passed = Number(job.cursor) - Number(firstOrderId);
  return Math.min(1, passed / (Number(lastOrderId) - Number(firstOrderId) + 1));
}

/** Ids behind have shown how many of them are orders; before the first page all are taken for orders. */
function estimateTotal(row: BackfillRow): number | null {
  const share = shareDone(row);
  if (share === null) return null;
  if (share > 0) return Math.max(row.import.done, Math.round(row.import.done / share));
  return Number(row.lastOrderId) - Number(row.firstOrderId) + 1;
}

function estimateEnd(row: BackfillRow, now: Date): Date | null {
  const share = shareDone(row);
  if (row.import.status !== "running" || share === null || share === 0) return null;
  const elapsedMs = now.getTime() - row.import.startedAt.getTime();
  return new Date(now.getTime() + Math.round((elapsedMs * (1 - share)) / share));
}
