import type { ShopperCustomer } from "@/lib/schemas/storefront/account";
import type { BalanceEvent } from "@/lib/schemas/storefront/events";
import type { PointsTransactionsAnswer } from "@/lib/schemas/storefront/points-transactions";
import type { PointsChanged } from "../loader/sdk";
import type { WidgetApi } from "./create-api";
import { ApiFailure } from "./request";
import { emptyHistory, type HistoryState, initialState, type WidgetState } from "./widget-state";

export type RefreshResult =
  | { outcome: "changed" | "unchanged" | "stopped" }
  | { outcome: "failed"; retryAfterSeconds: number };

/** Holds the widget's state and moves it by talking to the API. No DOM, no timers. */
export function createStore(api: WidgetApi, onPointsChanged: (detail: PointsChanged) => void) {
  let state: WidgetState = initialState;
  const subscribers = new Set<() => void>();
  let refreshing: Promise<RefreshResult> | undefined;
  /** Counts who is signed in. */
  let shopper = 0;
  /** Guards against an older page of history landing on a newer one. */
  let historyRound = 0;

  const set = (change: Partial<WidgetState>) => {
    state = { ...state, ...change };
    for (const notify of subscribers) notify();
  };

  const setCustomer = (customer: ShopperCustomer) => {
    const before = state.customer;
    // What happened is out of date with it, also what is on its way; it is asked for where it is shown.
    historyRound++;
    set({ phase: "customer", customer, history: { ...state.history, phase: "idle" } });
    if (!before || !pointsDiffer(before, customer)) return;
    onPointsChanged({
      points_balance: customer.points_balance,
      points_pending: customer.points_pending,
      points_debt: customer.points_debt,
      points_change: customer.points_balance - before.points_balance,
    });
  };

  const loadHistory = async (cursor: string | null) => {
    const round = ++historyRound;
    set({ history: { ...state.history, phase: "loading" } });
    try {
      const page = await api.history(cursor, state.program?.locale ?? "");
      if (round !== historyRound) return;
      set({ history: mergeHistory(state.history, page, cursor !== null) });
    } catch {
      if (round === historyRound) set({ history: { ...state.history, phase: "failed" } });
    }
  };

  const refreshOnce = async (): Promise<RefreshResult> => {
    const asked = shopper;
    try {
      state.program ?? set({ program: await api.program() });
      const answer = await api.account();
      // What was on its way for the former shopper is not for this one.
      if (asked !== shopper) return { outcome: "unchanged" };
      if (answer === null) {
        set({ phase: "guest", customer: null, history: emptyHistory });
        return { outcome: "stopped" };
      }
      if (answer === "unchanged") {
        set({ phase: "customer" });
        return { outcome: "unchanged" };
      }
      setCustomer(answer.customer);
      return { outcome: "changed" };
    } catch (error) {
      const failure = error instanceof ApiFailure ? error : new ApiFailure(0, "offline");
      if (!state.customer && asked === shopper) set({ phase: "failed" });
      // The merchant has taken Laurel off: nothing will change on this page any more.
      if (failure.code === "store_not_installed") return { outcome: "stopped" };
      return { outcome: "failed", retryAfterSeconds: failure.retryAfterSeconds };
    }
  };

  return {
    get: () => state,
    /** Whether the balance is another one than what is shown. */
    isNews: (points: BalanceEvent) => !state.customer || pointsDiffer(state.customer, points),
    subscribe(notify: () => void) {
      subscribers.add(notify);
      return () => void subscribers.delete(notify);
    },
    /** Brings program and account up to date; calls at the same time share one round. */
    refresh(): Promise<RefreshResult> {
      if (refreshing) return refreshing;
      const round = refreshOnce().finally(() => {
        if (refreshing === round) refreshing = undefined;
      });
      refreshing = round;
      return round;
    },
    /** Another shopper, or nobody, is signed in from now on. */
    forget() {
      shopper++;
      historyRound++;
      refreshing = undefined;
      api.forget();
      set({ ...initialState, program: state.program });
    },
    retry() {
      set({ phase: "loading" });
      return this.refresh();
    },
    /** The next older page, or the first one when that is out of date or has failed; one at a time. */
    loadMore() {
      const { phase, items, nextCursor } = state.history;
      if (phase !== "loading") void loadHistory(phase !== "idle" && items.length > 0 ? nextCursor : null);
    },
  };
}

export type WidgetStore = ReturnType<typeof createStore>;

/** Older pages already shown stay below a fresh first page that reaches down to them. */
function mergeHistory(shown: HistoryState, page: PointsTransactionsAnswer, older: boolean): HistoryState {
  const items = page.points_transactions;
  const nextCursor = page.metadata.next_cursor;
  if (older) return { phase: "ready", items: [...shown.items, ...items], nextCursor };
  const lowest = items.at(-1)?.id ?? 0;
  const below = shown.items.filter((item) => item.id < lowest);
  const joined = shown.items.length > below.length && below.length > 0;
  return joined
    ? { ...shown, phase: "ready", items: [...items, ...below] }
    : { phase: "ready", items, nextCursor };
}

const pointsDiffer = (a: BalanceEvent, b: BalanceEvent) =>
  a.points_balance !== b.points_balance ||
  a.points_pending !== b.points_pending ||
  a.points_debt !== b.points_debt;
