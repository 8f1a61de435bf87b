import { expect, test } from "vitest";
import {
  nextPurchase,
  noPurchase,
  type Purchase,
  type PurchaseEvent,
} from "@/components/widget/rewards/purchase-machine";
import type { PointsPurchase } from "@/lib/schemas/storefront/rewards";

let ids = 0;
const newId = () => `request-${++ids}`;
const choose = (productId: number, points: number | null = null): PurchaseEvent => ({
  type: "choose",
  productId,
  points,
  newId,
});
const run = (...events: PurchaseEvent[]): Purchase => events.reduce(nextPurchase, noPurchase);
const answer = (status: string): PurchaseEvent => ({
  type: "answer",
  purchase: {
    reward_fulfillment: { fulfillment_status: status, points_purchase_id: 9, code: "ABC" },
  } as PointsPurchase,
});
const lost: PurchaseEvent = { type: "failure", status: 0, code: "offline" };
const idOf = ({ state }: Purchase) => ("intent" in state ? state.intent.requestId : null);

test("an issued answer ends the purchase, a pending one waits, a failed one is refused", () => {
  expect(run(choose(1), { type: "send" }, answer("issued")).state.step).toBe("issued");
  expect(run(choose(1), { type: "send" }, answer("pending")).state.step).toBe("pending");
  expect(run(choose(1), { type: "send" }, answer("failed")).state).toMatchObject({ code: "not_issued" });
});

test("a lost answer is asked for again with the same request id, however often", () => {
  const first = run(choose(1), { type: "send" });
  let again = nextPurchase(first, lost);
  for (let time = 0; time < 3; time++) again = nextPurchase(nextPurchase(again, { type: "send" }), lost);
  expect(idOf(again)).toBe(idOf(first));
});

test("walking away from a lost answer and wanting the same again is the same request, another wish is not", () => {
  const first = run(choose(1), { type: "send" }, lost);
  const left = nextPurchase(first, { type: "leave" });
  expect(idOf(nextPurchase(left, choose(1)))).toBe(idOf(first));
  expect(idOf(nextPurchase(left, choose(2)))).not.toBe(idOf(first));
});

test.each([
  [422, "limit_reached", "refused"],
  [403, "tier_required", "refused"],
  [429, "rate_limited", "unsure"],
  [401, "session_expired", "unsure"],
  [503, "unavailable", "unsure"],
  [0, "offline", "unsure"],
])("%i %s is %s", (status, code, step) => {
  expect(run(choose(1), { type: "send" }, { type: "failure", status, code }).state.step).toBe(step);
});

test("after a refusal the same wish is a new request", () => {
  const refused = run(choose(1), { type: "send" }, { type: "failure", status: 422, code: "limit_reached" });
  expect(idOf(nextPurchase(refused, choose(1)))).not.toBe(idOf(refused));
});

test("another place on the slider is another request, the same place the same one", () => {
  const first = run(choose(1, 100));
  expect(idOf(nextPurchase(first, { type: "slide", points: 100, newId }))).toBe(idOf(first));
  expect(idOf(nextPurchase(first, { type: "slide", points: 200, newId }))).not.toBe(idOf(first));
});

test("what is being sent can neither be left nor sent twice", () => {
  const sending = run(choose(1), { type: "send" });
  expect(nextPurchase(sending, { type: "leave" })).toEqual(sending);
  expect(nextPurchase(sending, { type: "send" })).toEqual(sending);
});
