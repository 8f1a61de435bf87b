import type { OrderRules } from "@/lib/loyalty/compile-order-rules";
import type { Reason } from "@/lib/loyalty/explain/reason";
import type { OrderFacts, OrderRefund } from "@/lib/loyalty/order-facts";

/** BigCommerce status ids with a meaning of their own. */
const refundedStatus = 4;
const partiallyRefundedStatus = 14;

/** A neutral status means nothing by itself: what it is called depends on what was before. */
export type OrderStanding = { side: "award" | "cancel"; why: Reason } | { side: "neutral" };

/**
 * The status half of the law: in the award set, in the cancel set, or neutral. 14 (partially refunded) counts as the
 * award set when a refund with money that really moved exists, and 4 (refunded) set by hand without a refund cancels;
 * a program that names 14 in a set of its own is obeyed.
 */
export function orderStanding(facts: OrderFacts, rules: OrderRules): OrderStanding {
  const { statusId } = facts;
  if (rules.awardStatuses.has(statusId)) return { side: "award", why: "status.in_award_set" };
  if (rules.cancelStatuses.has(statusId)) return { side: "cancel", why: "status.in_cancel_set" };
  if (statusId === refundedStatus && facts.refunds.length === 0) {
    return { side: "cancel", why: "status.refunded_by_hand" };
  }
  if (statusId === partiallyRefundedStatus && facts.refunds.some((refund) => acceptedMinor(refund) > 0)) {
    return { side: "award", why: "status.partially_refunded" };
  }
  return { side: "neutral" };
}

/** Money of a refund that was not declined, in minor units. */
export function acceptedMinor(refund: OrderRefund): number {
  let sum = 0;
  for (const payment of refund.payments) if (!payment.declined) sum += payment.amountMinor;
  return sum;
}
