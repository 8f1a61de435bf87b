import type { PointsPurchase, RewardFulfillment } from "@/lib/schemas/storefront/rewards";

/** What the shopper wants to buy. `points` is null for a fixed price; `requestId` stays the same until the outcome is known. */
export type Intent = { productId: number; points: number | null; requestId: string };

export type PurchaseState =
  | { step: "idle" }
  | { step: "confirm"; intent: Intent }
  | { step: "sending"; intent: Intent }
  /** The points are held, the code is not made yet. */
  | { step: "pending"; intent: Intent; purchaseId: number; slow: boolean }
  | { step: "issued"; fulfillment: RewardFulfillment }
  /** Nothing was bought, and trying the same again would not change that. */
  | { step: "refused"; intent: Intent; code: string }
  /** It may have been bought: only the same request id can tell. */
  | { step: "unsure"; intent: Intent; code: string };

export type PurchaseEvent =
  | { type: "choose"; productId: number; points: number | null; newId: () => string }
  | { type: "slide"; points: number; newId: () => string }
  | { type: "send" }
  | { type: "answer"; purchase: PointsPurchase }
  | { type: "failure"; status: number; code: string }
  | { type: "look"; fulfillment: RewardFulfillment }
  | { type: "slow" }
  | { type: "leave" };

/** Purchases a shopper walked away from without knowing how they ended. */
export type Purchase = { state: PurchaseState; unsettled: Intent | null };

export const noPurchase: Purchase = { state: { step: "idle" }, unsettled: null };

/** The next state of a purchase. An event that does not fit the step changes nothing. */
export function nextPurchase({ state, unsettled }: Purchase, event: PurchaseEvent): Purchase {
  const to = (next: PurchaseState, open = unsettled): Purchase => ({ state: next, unsettled: open });
  switch (event.type) {
    case "choose":
      return to({ step: "confirm", intent: intentOf(event, unsettled) });
    case "slide": {
      if (state.step !== "confirm" && state.step !== "refused" && state.step !== "unsure") break;
      const wanted = { productId: state.intent.productId, points: event.points, newId: event.newId };
      if (wanted.points === state.intent.points) break;
      return to({ step: "confirm", intent: intentOf(wanted, unsettled) });
    }
    case "send":
      if (state.step !== "confirm" && state.step !== "unsure") break;
      return to({ step: "sending", intent: state.intent }, state.intent);
    case "answer":
      if (state.step !== "sending") break;
      return to(afterLook(state.intent, event.purchase.reward_fulfillment), null);
    case "look":
      if (state.step !== "pending" || event.fulfillment.points_purchase_id !== state.purchaseId) break;
      return to(afterLook(state.intent, event.fulfillment, state.slow));
    case "slow":
      if (state.step === "pending") return to({ ...state, slow: true });
      break;
    case "failure":
      if (state.step !== "sending") break;
      return isRefusal(event)
        ? to({ step: "refused", intent: state.intent, code: event.code }, null)
        : to({ step: "unsure", intent: state.intent, code: event.code });
    case "leave":
      if (state.step === "sending") break;
      return to({ step: "idle" });
  }
  return { state, unsettled };
}

/** The same wish as the one that is unsettled is that one again: it must not be bought twice. */
function intentOf(
  { productId, points, newId }: { productId: number; points: number | null; newId: () => string },
  unsettled: Intent | null,
): Intent {
  if (unsettled?.productId === productId && unsettled.points === points) return unsettled;
  return { productId, points, requestId: newId() };
}

function afterLook(intent: Intent, fulfillment: RewardFulfillment, slow = false): PurchaseState {
  const status = fulfillment.fulfillment_status;
  if (status === "issued") return { step: "issued", fulfillment };
  if (status !== "pending") return { step: "refused", intent, code: "not_issued" };
  return { step: "pending", intent, purchaseId: fulfillment.points_purchase_id, slow };
}

/** An answer that says nothing was done; a limit, an outage or a lost session may come after it was. */
const isRefusal = ({ status }: { status: number }) =>
  status >= 400 && status < 500 && ![401, 408, 429].includes(status);
