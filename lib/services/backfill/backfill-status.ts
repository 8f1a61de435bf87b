import type { BackfillRow } from "@/lib/db/backfill/backfills";

export type BackfillStatus = "running" | "done" | "failed" | "cancelled" | "reverting" | "reverted";

/** Where an import of past orders stands, whichever of its two rows says it. */
export function backfillStatus(row: BackfillRow): BackfillStatus {
  if (row.revertedAt) return "reverted";
  if (row.revertRequestedAt) return "reverting";
  return row.cancelledAt ? "cancelled" : row.import.status;
}
