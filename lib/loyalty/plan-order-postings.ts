import type { OrderTarget } from "@/lib/loyalty/order-target";
import type { Balances, OrderHeld, PostingPlan } from "@/lib/loyalty/posting";

export type RefundPolicy = "within_balance" | "allow_negative" | "pending_only";

export type PlanOrderInput = {
  target: OrderTarget;
  held: OrderHeld;
  balances: Balances;
  refundPolicy: RefundPolicy;
};

/** `held` and `balances` are what they will be once the postings stand: feed them to the customer's next order. */
export type OrderPostings = { postings: PostingPlan[]; held: OrderHeld; balances: Balances };

export function planOrderPostings(_input: PlanOrderInput): OrderPostings {
  throw new Error("planner arrives with the next commit");
}
