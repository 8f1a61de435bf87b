import type { BackfillRow } from "@/lib/db/backfill/backfills";

export type Progress = {
  total: number | null;
  /** `counted` by BigCommerce when the import began, or `estimated` from ids; null while unknown. */
  totalIs: "counted" | "estimated" | null;
  /** Until it is through, at the pace since it last began to run; null when it does not run or has just begun. */
  secondsLeft: number | null;
};

/** How far there is to go. Pure. */
export function estimateProgress(row: BackfillRow, now: Date): Progress {
  const { import: job } = row;
  if (job.status === "done") return { total: job.done, totalIs: "counted", secondsLeft: null };
  // Orders may have come into the time since they were counted (a changed date); never show more done than there are.
  const counted = job.total === null ? null : Math.max(job.total, job.done);
  const total = counted ?? estimateTotal(row);
  const totalIs = counted !== null ? "counted" : total === null ? null : "estimated";
  return { total, totalIs, secondsLeft: total === null ? null : estimateSeconds(row, total, now) };
}

/** Ids behind have shown how many of them are orders; before the first page all are taken for orders. */
function estimateTotal({ import: job, firstOrderId, lastOrderId }: BackfillRow): number | null {
  if (firstOrderId === null || lastOrderId === null) return null;
  const span = Number(lastOrderId - firstOrderId) + 1;
  const passed = job.cursor === null ? 0 : Number(job.cursor) - Number(firstOrderId);
  return passed <= 0 ? span : Math.max(job.done, Math.round((job.done * span) / Math.min(passed, span)));
}

function estimateSeconds({ import: job, runsSince, runsFrom }: BackfillRow, total: number, now: Date) {
  const done = job.done - runsFrom;
  if (job.status !== "running" || runsSince === null || done <= 0) return null;
  const elapsedMs = now.getTime() - runsSince.getTime();
  return Math.round((elapsedMs * (total - job.done)) / done / 1_000);
}
