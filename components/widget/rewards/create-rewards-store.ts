import type {
  PointsPurchase,
  RewardFulfillment,
  RewardFulfillmentsAnswer,
} from "@/lib/schemas/storefront/rewards";
import { ApiFailure, type Fetch } from "../client/request";
import type { RewardClaimed } from "../loader/sdk";
import { applyAtCheckout } from "./apply-at-checkout";
import { nextPurchase, type PurchaseEvent, type PurchaseState } from "./purchase-machine";
import { initialRewards, type RewardsState } from "./rewards-state";

/** What the panel gives the reward views to work with. */
export type RewardsContext = {
  /** A shopper's call to our API: POST with a body, else GET. Throws `ApiFailure`; for guests too. */
  call<T>(path: string, body?: object): Promise<T>;
  /** The balance may have changed. */
  onChanged(): void;
  onClaimed(detail: RewardClaimed): void;
  /** For the shop's own calls, on the page's origin. */
  fetch: Fetch;
  newId(): string;
  pause(milliseconds: number): Promise<void>;
};

const pageSize = 50;
/** A code that takes longer than this many looks (about two minutes) is waited for without watching. */
const looksMax = 20;
const pauseMilliseconds = (look: number) => Math.min(8_000, 1_500 + look * 500);

type Answer = { points_purchase: PointsPurchase };

const failureOf = (error: unknown) => (error instanceof ApiFailure ? error : new ApiFailure(0, "offline"));

/** Holds what the reward views show and moves it by talking to the API. No DOM. */
export function createRewardsStore(context: RewardsContext) {
  let state: RewardsState = initialRewards;
  const subscribers = new Set<() => void>();
  let heldRound = 0;

  const set = (change: Partial<RewardsState>) => {
    state = { ...state, ...change };
    for (const notify of subscribers) notify();
  };

  const stateNow = (): PurchaseState => state.purchase.state;

  const move = (event: PurchaseEvent) => {
    const before = state.purchase.state.step;
    set({ purchase: nextPurchase(state.purchase, event) });
    const after = state.purchase.state;
    if (after.step !== "issued" || before === "issued") return;
    const { id, name, code, points_spent } = after.fulfillment;
    context.onClaimed({ id, name, code, points_spent });
  };

  const readHeld = (cursor: string | null) =>
    context.call<RewardFulfillmentsAnswer>(
      `reward_fulfillments?limit=${pageSize}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
    );

  const loadHeld = async (cursor: string | null = null) => {
    const round = ++heldRound;
    set({ held: { ...state.held, phase: "loading" } });
    try {
      const page = await readHeld(cursor);
      if (round !== heldRound) return;
      const before = cursor ? state.held.items : [];
      const nextCursor = page.metadata.next_cursor;
      set({ held: { phase: "ready", items: [...before, ...page.reward_fulfillments], nextCursor } });
    } catch {
      if (round === heldRound) set({ held: { ...state.held, phase: "failed" } });
    }
  };

  /** Looks until the code is there; a look that fails is one look less. */
  const follow = async () => {
    for (let look = 0; look < looksMax; look++) {
      await context.pause(pauseMilliseconds(look));
      const now = state.purchase.state;
      if (now.step !== "pending") return;
      const page = await readHeld(null).catch(() => null);
      const found = page?.reward_fulfillments.find((one) => one.points_purchase_id === now.purchaseId);
      if (found) move({ type: "look", fulfillment: found });
      if (stateNow().step !== "pending") return settled();
    }
    move({ type: "slow" });
  };

  const settled = () => {
    context.onChanged();
    void loadHeld();
  };

  const replace = (fulfillment: RewardFulfillment) => {
    const items = state.held.items.map((item) => (item.id === fulfillment.id ? fulfillment : item));
    set({ held: { ...state.held, items } });
  };

  return {
    get: () => state,
    subscribe(notify: () => void) {
      subscribers.add(notify);
      return () => void subscribers.delete(notify);
    },
    loadHeld: () => loadHeld(),
    loadMore() {
      const { phase, items, nextCursor } = state.held;
      if (phase !== "loading") void loadHeld(items.length > 0 ? nextCursor : null);
    },
    choose: (productId: number, points: number | null) =>
      move({ type: "choose", productId, points, newId: context.newId }),
    slide: (points: number) => move({ type: "slide", points, newId: context.newId }),
    leave: () => move({ type: "leave" }),

    /** Buys what was chosen, or asks again with the same request id when the first answer was lost. */
    async buy() {
      const { step } = state.purchase.state;
      if (step !== "confirm" && step !== "unsure") return;
      move({ type: "send" });
      const now = stateNow();
      if (now.step !== "sending") return;
      const { productId, points, requestId } = now.intent;
      const body = { request_id: requestId, ...(points === null ? {} : { points_to_spend: points }) };
      try {
        const answer = await context.call<Answer>(`points_products/${productId}/purchase`, body);
        move({ type: "answer", purchase: answer.points_purchase });
      } catch (error) {
        const { status, code } = failureOf(error);
        move({ type: "failure", status, code });
      }
      settled();
      if (stateNow().step === "pending") await follow();
    },

    askCancel: (id: number | null) => set({ cancel: id === null ? null : { id, step: "asking", code: "" } }),
    async cancel() {
      const { cancel } = state;
      if (!cancel || cancel.step === "sending") return;
      set({ cancel: { ...cancel, step: "sending" } });
      try {
        const answer = await context.call<Answer>(`points_purchases/${cancel.id}/cancel`, {});
        replace(answer.points_purchase.reward_fulfillment);
        set({ cancel: null });
      } catch (error) {
        set({ cancel: { ...cancel, step: "failed", code: failureOf(error).code } });
      }
      settled();
    },

    /** Makes one code of several; asked again, with the same request id when the first answer was lost. */
    async merge(held: readonly RewardFulfillment[]) {
      const { merge } = state;
      if (merge?.step === "sending") return;
      const isAgain = merge !== null && merge.ids.length > 0;
      const asked = isAgain ? merge : { requestId: context.newId(), ids: held.map(({ id }) => id) };
      set({ merge: { ...asked, step: "sending", code: "" } });
      try {
        const body = { request_id: asked.requestId, points_purchase_ids: asked.ids };
        await context.call<Answer>("points_purchases/merge", body);
        set({ merge: null, apply: null });
      } catch (error) {
        const { status, code } = failureOf(error);
        const isFinal = status >= 400 && status < 500 && ![401, 408, 429].includes(status);
        set({ merge: { ...asked, ids: isFinal ? [] : asked.ids, step: "failed", code } });
      }
      context.onChanged();
      await loadHeld();
      const isMaking = () => state.held.items.some((item) => item.fulfillment_status === "pending");
      for (let look = 0; look < looksMax && isMaking(); look++) {
        await context.pause(pauseMilliseconds(look));
        await loadHeld();
      }
    },

    async apply({ id, code }: RewardFulfillment) {
      if (state.apply?.outcome === "busy") return;
      set({ apply: { id, outcome: "busy" } });
      set({ apply: { id, outcome: await applyAtCheckout(code, context.fetch) } });
    },
  };
}

export type RewardsStore = ReturnType<typeof createRewardsStore>;
