import type { LockedOrder } from "@/lib/db/orders/order-row";
import type { OrderExplanation } from "@/lib/loyalty/explain/explanation";
import type { PostingPlan } from "@/lib/loyalty/posting";
import type { OrderDecision } from "@/lib/services/orders/decide-order";

/**
 * Orders applied by an import of past orders. `award`: those it awards become the import's, in the transaction of the
 * award. `withdraw`: the import is taken back, its orders hold nothing from now on. Either way it is the law that
 * posts, so an order that was awarded as it happened is neither awarded again nor taken back.
 */
export type ImportBatch = { importId: bigint; mode: "award" | "withdraw" };

/** The rows as the batch sees them: a new import takes up what an earlier one was made to give back, as if never seen. */
export function takeUp(rows: readonly LockedOrder[], batch: ImportBatch | undefined): readonly LockedOrder[] {
  if (!batch) return rows;
  const isOurs = (row: LockedOrder) => row.importId === batch.importId;
  if (batch.mode === "withdraw") return rows.filter(isOurs).map((row) => ({ ...row, isWithdrawn: true }));
  const unseen = { isWithdrawn: false, awardedAt: null, pinned: null, programVersionId: null };
  return rows.map((row) => (row.isWithdrawn ? { ...row, ...unseen, importId: null } : row));
}

/** Names the import in what it posts, so that its transactions can be told from all others. */
export function explainBatch(plan: PostingPlan, batch: ImportBatch | undefined): OrderExplanation {
  if (batch?.mode !== "award" || plan.type !== "order_award") return plan.explanation;
  const inputs = { importId: String(batch.importId) };
  const rule = { key: "batch", outcome: "applied" as const, why: "batch.past_orders", inputs };
  return { ...plan.explanation, rules: [...plan.explanation.rules, rule] };
}

/**
 * Our ids of the orders that become the import's (its awards to orders never awarded before, and what it took up from
 * an import that was taken back), or that are withdrawn with it. `rows` as locked, before {@link takeUp}.
 */
export function ordersOfBatch(
  batch: ImportBatch,
  rows: readonly LockedOrder[],
  decisions: readonly OrderDecision[],
): bigint[] {
  const before = new Map(rows.map((row) => [row.id, row]));
  const concerned = decisions.filter(({ update, postings }) => {
    const row = before.get(update.id);
    const isFirstAward = row?.awardedAt === null && postings.some(({ plan }) => plan.type === "order_award");
    return batch.mode === "withdraw" || row?.isWithdrawn || isFirstAward;
  });
  return concerned.map(({ update }) => update.id);
}
