import type { TransactionType } from "@/lib/schemas/admin/transactions";

/** What a member of staff calls each type. */
export const transactionTypeNames: Record<TransactionType, string> = {
  order_award: "Order award",
  order_reversal: "Order reversal",
  hold_release: "Hold released",
  adjustment: "Adjustment",
  action_award: "Action award",
  redemption_hold: "Redemption",
  redemption_capture: "Redemption completed",
  redemption_use: "Reward used",
  redemption_release: "Redemption released",
  redemption_return: "Points returned",
  redemption_retake: "Points taken again",
  expiry: "Expired",
  import: "Import",
  merge: "Merge",
};
