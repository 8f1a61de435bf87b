import type { LockedOrder } from "@/lib/db/orders/order-row";
import type { ImportMark } from "@/lib/db/orders/save-orders";
import type { OrderExplanation, RuleExplanation } from "@/lib/loyalty/explain/explanation";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { PostingPlan } from "@/lib/loyalty/posting";
import type { OrderDecision } from "@/lib/services/orders/decide-order";

/**
 * Orders applied by an import of past orders. `award`: those it awards become the import's, in the transaction of the
 * award. `withdraw`: the import is taken back, its orders hold nothing from now on. Either way it is the law that
 * posts, so an order that was awarded as it happened is neither awarded again nor taken back.
 */
export type ImportBatch = {
  importId: bigint;
  mode: "award" | "withdraw";
  /** Whether orders migrated from another platform earn; null: as the program says. */
  migratedEarn?: boolean | null;
};

/** What the import chose for this order; undefined where it has no say. */
export function migratedEarns(facts: OrderFacts, batch: ImportBatch | undefined): boolean | undefined {
  return facts.externalSource === "M-MIG" ? (batch?.migratedEarn ?? undefined) : undefined;
}

/**
 * The rows as the batch sees them. As if never seen: what an earlier import was made to give back, and migrated orders
 * that never earned anything when this import lets such orders earn.
 */
export function takeUp(
  rows: readonly LockedOrder[],
  orders: readonly OrderFacts[],
  batch: ImportBatch | undefined,
): readonly LockedOrder[] {
  if (!batch) return rows;
  const isOurs = (row: LockedOrder) => row.importId === batch.importId;
  if (batch.mode === "withdraw") return rows.filter(isOurs).map((row) => ({ ...row, isWithdrawn: true }));
  const unseen = { isWithdrawn: false, awardedAt: null, pinned: null, programVersionId: null };
  const lets = new Set(orders.filter((one) => migratedEarns(one, batch)).map((one) => one.orderId));
  const isAnew = (row: LockedOrder) =>
    row.isWithdrawn || (lets.has(row.bcOrderId) && row.pointsAwarded === 0);
  return rows.map((row) => (isAnew(row) ? { ...row, ...unseen, importId: null } : row));
}

/** Names the import in what it posts, so that its transactions can be told from all others. */
export function explainBatch(plan: PostingPlan, batch: ImportBatch | undefined): OrderExplanation {
  if (batch?.mode !== "award" || plan.type !== "order_award") return plan.explanation;
  const inputs = { importId: String(batch.importId) };
  const rule: RuleExplanation = { key: "batch", outcome: "applied", why: "batch.past_orders", inputs };
  return { ...plan.explanation, rules: [...plan.explanation.rules, rule] };
}

/**
 * Our ids of the orders that become the import's (its first awards, and what it took up from an import that was taken
 * back), or that are withdrawn with it.
 *
 * @param locked as in the database
 * @param rows as {@link takeUp} left them
 */
function ordersOfBatch(
  batch: ImportBatch,
  { locked, rows }: { locked: readonly LockedOrder[]; rows: readonly LockedOrder[] },
  decisions: readonly OrderDecision[],
): bigint[] {
  const withdrawn = new Set(locked.filter((row) => row.isWithdrawn).map((row) => row.id));
  // A guest order was decided before anybody could be awarded for it.
  const isUnseen = (row: LockedOrder) => row.awardedAt === null || row.pointsAwarded === 0;
  const unseen = new Set(rows.filter(isUnseen).map((row) => row.id));
  const concerned = decisions.filter(({ update: { id }, postings }) => {
    const isFirstAward = unseen.has(id) && postings.some(({ plan }) => plan.type === "order_award");
    return batch.mode === "withdraw" || withdrawn.has(id) || isFirstAward;
  });
  return concerned.map(({ update }) => update.id);
}

/** What becomes the import's, or is withdrawn with it. */
export function markOf(
  batch: ImportBatch,
  read: Parameters<typeof ordersOfBatch>[1],
  decisions: readonly OrderDecision[],
  now: Date,
): ImportMark {
  const withdrawnAt = batch.mode === "withdraw" ? now : null;
  return {
    importId: batch.importId,
    withdrawnAt,
    orderIds: new Set(ordersOfBatch(batch, read, decisions)),
  };
}

/** How many of these orders, by our id, are withdrawn for the first time. */
export function newlyWithdrawn(locked: readonly LockedOrder[], ids: readonly bigint[]): number {
  const before = new Set(locked.filter((row) => row.isWithdrawn).map((row) => row.id));
  return ids.filter((id) => !before.has(id)).length;
}
