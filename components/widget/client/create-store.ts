import type { ShopperCustomer } from "@/lib/schemas/storefront/account";
import type { PointsChanged } from "../loader/sdk";
import type { WidgetApi } from "./create-api";
import { ApiFailure } from "./request";
import { emptyHistory, initialState, type WidgetState } from "./widget-state";

export type RefreshResult =
  | { outcome: "changed" | "unchanged" | "stopped" }
  | { outcome: "failed"; retryAfterSeconds: number };

/** Holds the widget's state and moves it by talking to the API. No DOM, no timers. */
export function createStore(api: WidgetApi, onPointsChanged: (detail: PointsChanged) => void) {
  let state: WidgetState = initialState;
  const subscribers = new Set<() => void>();
  let refreshing: Promise<RefreshResult> | undefined;
  /** Guards against an older page of history landing on a newer one. */
  let historyRound = 0;

  const set = (change: Partial<WidgetState>) => {
    state = { ...state, ...change };
    for (const notify of subscribers) notify();
  };

  const setCustomer = (customer: ShopperCustomer) => {
    const before = state.customer;
    set({ phase: "customer", customer });
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
      const page = await api.history(cursor);
      if (round !== historyRound) return;
      const kept = cursor ? state.history.items : [];
      set({
        history: {
          phase: "ready",
          items: [...kept, ...page.points_transactions],
          nextCursor: page.metadata.next_cursor,
        },
      });
    } catch {
      if (round === historyRound) set({ history: { ...state.history, phase: "failed" } });
    }
  };

  const refreshOnce = async (): Promise<RefreshResult> => {
    try {
      state.program ?? set({ program: await api.program() });
      const answer = await api.account();
      if (answer === null) {
        set({ phase: "guest", customer: null, history: emptyHistory });
        return { outcome: "stopped" };
      }
      if (answer === "unchanged") {
        set({ phase: "customer" });
        return { outcome: "unchanged" };
      }
      setCustomer(answer.customer);
      void loadHistory(null);
      return { outcome: "changed" };
    } catch (error) {
      const failure = error instanceof ApiFailure ? error : new ApiFailure(0, "offline");
      if (failure.code === "store_not_installed") {
        set({ phase: "gone" });
        return { outcome: "stopped" };
      }
      if (!state.customer) set({ phase: "failed" });
      return { outcome: "failed", retryAfterSeconds: failure.retryAfterSeconds };
    }
  };

  return {
    get: () => state,
    subscribe(notify: () => void) {
      subscribers.add(notify);
      return () => void subscribers.delete(notify);
    },
    /** Brings program and account up to date; calls at the same time share one round. */
    refresh(): Promise<RefreshResult> {
      refreshing ??= refreshOnce().finally(() => {
        refreshing = undefined;
      });
      return refreshing;
    },
    retry() {
      set({ phase: "loading" });
      return this.refresh();
    },
    loadMore: () =>
      loadHistory(
        state.history.phase === "failed" && !state.history.items.length ? null : state.history.nextCursor,
      ),
  };
}

export type WidgetStore = ReturnType<typeof createStore>;

const pointsDiffer = (a: ShopperCustomer, b: ShopperCustomer) =>
  a.points_balance !== b.points_balance ||
  a.points_pending !== b.points_pending ||
  a.points_debt !== b.points_debt;
