import type {
  PointsPurchase,
  RewardFulfillment,
  RewardFulfillmentsAnswer,
} from "@/lib/schemas/storefront/rewards";
import { ApiFailure, type Fetch } from "../client/request";
import type { RewardClaimed } from "../loader/sdk";
import { applyAtCheckout } from "./apply-at-checkout";
import { mergeableOf } from "./mergeable-of";
import { nextPurchase, type PurchaseEvent, type PurchaseState } from "./purchase-machine";
import { initialRewards, type RewardsState } from "./rewards-state";

/** What the panel gives the reward views to work with. */
export type RewardsContext = {
  /** A shopper's call to our API: POST with a body, else GET. Throws `ApiFailure`; for guests too. */
  call<T>(path: string, body?: object): Promise<T>;
  /** The balance may have changed: resolves when it is up to date. */
  onChanged(): unknown;
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
const isPending = (held: RewardFulfillment) => held.fulfillment_status === "pending";

type Answer = { points_purchase: PointsPurchase };

const failureOf = (error: unknown) => (error instanceof ApiFailure ? error : new ApiFailure(0, "offline"));

/** Holds what the reward views show and moves it by talking to the API. No DOM. */
export function createRewardsStore(context: RewardsContext) {
  let state: RewardsState = initialRewards;
  const subscribers = new Set<() => void>();
  let heldRound = 0;
  /** Bought on this page, the code not here yet: also when the shopper looks at something else meanwhile. */
  const bought = new Set<number>();
  let looksLeft = 0;
  let following: Promise<void> | undefined;
  let shopper: number | undefined;

  /** What was asked for somebody who is not here any more is never answered. */
  const call = async <T>(path: string, body?: object): Promise<T> => {
    const asker = shopper;
    try {
      return await context.call<T>(path, body);
    } finally {
      if (asker !== shopper) await new Promise(() => {});
    }
  };

  const set = (change: Partial<RewardsState>) => {
    state = { ...state, ...change };
    for (const notify of subscribers) notify();
  };

  const stateNow = (): PurchaseState => state.purchase.state;

  const move = (event: PurchaseEvent) => set({ purchase: nextPurchase(state.purchase, event) });

  const readHeld = (cursor: string | null) =>
    call<RewardFulfillmentsAnswer>(
      `reward_fulfillments?limit=${pageSize}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
    );

  const show = (page: RewardFulfillmentsAnswer, before: readonly RewardFulfillment[] = []) => {
    const items = [...before, ...page.reward_fulfillments];
    set({ held: { phase: "ready", items, nextCursor: page.metadata.next_cursor } });
  };

  const loadHeld = async (cursor: string | null = null) => {
    const round = ++heldRound;
    set({ held: { ...state.held, phase: "loading" } });
    try {
      const page = await readHeld(cursor);
      if (round !== heldRound) return;
      show(page, cursor ? state.held.items : []);
    } catch {
      if (round !== heldRound) return;
      set({ held: { ...state.held, phase: "failed" } });
    }
    // What was bought is on its way whether or not the list could be read.
    if (isWaiting()) void follow();
  };

  const isWaiting = () => bought.size > 0 || state.held.items.some(isPending);

  /** What was bought here and what became of it: told to page code once, when the code is there. */
  const take = (held: RewardFulfillment) => {
    const { id, name, code, points_spent } = held;
    if (isPending(held)) bought.add(id);
    else bought.delete(id);
    if (held.fulfillment_status === "issued") context.onClaimed({ id, name, code, points_spent });
  };

  const look = async () => {
    const round = heldRound;
    const page = await readHeld(null).catch(() => null);
    const pending = new Set(state.held.items.filter(isPending).map(({ id }) => id));
    const over = page?.reward_fulfillments.filter(
      (one) => !isPending(one) && (bought.has(one.id) || pending.has(one.id)),
    );
    if (!page || !over?.length) return;
    if (round === heldRound) {
      heldRound++;
      show(page);
    }
    for (const one of over) {
      if (bought.has(one.id)) take(one);
      move({ type: "look", fulfillment: one });
    }
    void settled(round);
  };

  const lookAgain = async () => {
    const asker = shopper;
    while (looksLeft > 0 && isWaiting()) {
      await context.pause(pauseMilliseconds(looksMax - looksLeft--));
      if (asker !== shopper) return;
      await look();
    }
    move({ type: "slow" });
  };

  /** Looks until nothing is on its way any more; a look that fails is one look less. */
  const follow = (): Promise<void> => {
    looksLeft = looksMax;
    if (following) return following;
    const round = lookAgain().finally(() => {
      if (following === round) following = undefined;
    });
    following = round;
    return round;
  };

  /** The balance, and then what is held: unless the views, or a look, have asked for that since `round` already. */
  const settled = async (round = heldRound) => {
    await context.onChanged();
    await context.pause(0);
    if (round === heldRound) await loadHeld();
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
    /** The state is one shopper's: when another one, or nobody, is signed in on the page it begins anew. Tells nobody. */
    meet(customerId: number | undefined) {
      if (shopper !== undefined && shopper !== customerId) {
        state = initialRewards;
        heldRound++;
        bought.clear();
        looksLeft = 0;
        following = undefined;
      }
      shopper = customerId;
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
        const answer = await call<Answer>(`points_products/${productId}/purchase`, body);
        move({ type: "answer", purchase: answer.points_purchase });
        take(answer.points_purchase.reward_fulfillment);
      } catch (error) {
        const { status, code } = failureOf(error);
        move({ type: "failure", status, code });
        if (code === "limit_reached") set({ gone: [...state.gone, productId] });
      }
      void settled();
    },

    askCancel: (id: number | null) => set({ cancel: id === null ? null : { id, step: "asking", code: "" } }),
    async cancel() {
      const { cancel } = state;
      if (!cancel || cancel.step === "sending") return;
      set({ cancel: { ...cancel, step: "sending" } });
      try {
        const answer = await call<Answer>(`points_purchases/${cancel.id}/cancel`, {});
        replace(answer.points_purchase.reward_fulfillment);
        set({ cancel: { ...cancel, step: "over" }, gone: [] });
      } catch (error) {
        set({ cancel: { ...cancel, step: "failed", code: failureOf(error).code } });
      }
      void settled();
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
        await call<Answer>("points_purchases/merge", body);
        set({ merge: null, apply: null });
      } catch (error) {
        const { status, code } = failureOf(error);
        const isFinal = status >= 400 && status < 500 && ![401, 408, 429].includes(status);
        set({ merge: { ...asked, ids: isFinal ? [] : asked.ids, step: "failed", code } });
      }
      void settled();
    },

    async apply(held: RewardFulfillment) {
      if (state.apply?.outcome === "busy") return;
      const { id, code } = held;
      set({ apply: { id, outcome: "busy" } });
      const { items } = state.held;
      const group = mergeableOf(items, held);
      const own = items
        .filter((one) => one.code && one.id !== id)
        .map((one) => ({ code: one.code, isCombinable: group.includes(one) }));
      set({ apply: { id, outcome: await applyAtCheckout(code, own, context.fetch) } });
    },
  };
}

export type RewardsStore = ReturnType<typeof createRewardsStore>;
