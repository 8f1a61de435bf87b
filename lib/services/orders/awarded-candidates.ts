import type { LockedOrder } from "@/lib/db/orders/order-row";
import type { OrderDecision } from "@/lib/services/orders/decide-order";

/**
 * Customers who were awarded points and did not take part before. Only who was disabled, and so is awarded nothing, can
 * become a candidate meanwhile: the others need not be looked at again.
 */
export function awardedCandidates(
  rows: readonly LockedOrder[],
  decisions: readonly OrderDecision[],
): bigint[] {
  const owners = rows.flatMap(({ owner }) => (owner?.state === "candidate" ? [owner.customerId] : []));
  const candidates = new Set(owners);
  const awarded = decisions
    .flatMap(({ postings }) => postings)
    .filter(({ customerId, plan }) => plan.type === "order_award" && candidates.has(customerId));
  return [...new Set(awarded.map(({ customerId }) => customerId))];
}
