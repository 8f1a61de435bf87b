import type { LedgerTransactionType } from "@/lib/db/generated/enums";

/**
 * Types that only move points between places of the ledger and would tell a shopper nothing. Those of whoever was merged
 * into the customer stand in the same list, so what a merge moved is zero in sum.
 */
export const hiddenTypes: readonly LedgerTransactionType[] = [
  "redemption_capture",
  "redemption_use",
  "merge",
];
