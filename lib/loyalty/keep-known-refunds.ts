import type { OrderFacts, OrderRefund } from "@/lib/loyalty/order-facts";

/**
 * A refund once seen cannot vanish. A fetch without it was made before it, within the same second of the order's
 * modification date or without that date moving, or had no reason to ask for refunds: it must not bring points back.
 */
export function keepKnownRefunds(facts: OrderFacts, known: readonly OrderRefund[]): OrderFacts {
  const fetched = new Set(facts.refunds.map(({ refundId }) => refundId));
  const forgotten = known.filter(({ refundId }) => !fetched.has(refundId));
  return forgotten.length === 0 ? facts : { ...facts, refunds: [...facts.refunds, ...forgotten] };
}
