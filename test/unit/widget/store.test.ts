import { expect, test } from "vitest";
import { createApi } from "@/components/widget/client/create-api";
import { createSession } from "@/components/widget/client/create-session";
import { createStore, type WidgetStore } from "@/components/widget/client/create-store";
import type { PointsChanged } from "@/components/widget/loader/sdk";
import { config, fakeNetwork, json } from "./fake-network";

const program = "/api/storefront/program";
const account = "/api/storefront/account";
const history = "/api/storefront/points_transactions";
const future = new Date(Date.now() + 900_000).toISOString();

/** A widget over a network that knows a signed-in shopper; `answers` replaces single ones. */
function widget(answers: Parameters<typeof fakeNetwork>[0] = {}) {
  let balance = 100;
  const network = fakeNetwork({
    "/customer/current.jwt": () => new Response("a.b.c"),
    "/api/storefront/session": () => json({ token: "bearer", expires_at: future }),
    [program]: () => json({ points_settings: { points_label: { one: "point", other: "points" } } }),
    [account]: ({ headers }) => {
      const tag = `"${balance}"`;
      if (headers.get("if-none-match") === tag) return json(null, 304);
      return json({ customer: { points_balance: balance, points_pending: 0, points_debt: 0 } }, 200, {
        etag: tag,
      });
    },
    [history]: () => json({ points_transactions: [{ id: 1 }], metadata: { next_cursor: "more" } }),
    ...answers,
  });
  const changes: PointsChanged[] = [];
  const api = createApi(config, createSession(config, network.fetch), network.fetch);
  const store = createStore(api, (change) => changes.push(change));
  const setBalance = (points: number) => {
    balance = points;
  };
  return { store, network, changes, setBalance };
}

const settled = () => new Promise((done) => setTimeout(done, 5));

/** As an open panel does that shows the history. */
async function look(store: WidgetStore): Promise<void> {
  await store.refresh();
  if (store.get().history.phase === "idle") store.loadMore();
  await settled();
}

test("a first look brings program and account, and the history once somebody wants to see it", async () => {
  const { store, network } = widget();
  expect(await store.refresh()).toEqual({ outcome: "changed" });
  await settled();
  expect(network.to(history)).toHaveLength(0);
  store.loadMore();
  store.loadMore();
  await settled();
  expect(network.to(history)).toHaveLength(1);
  expect(store.get()).toMatchObject({
    phase: "customer",
    customer: { points_balance: 100 },
    history: { phase: "ready", items: [{ id: 1 }], nextCursor: "more" },
  });
});

test("an unchanged account costs one call and tells nobody", async () => {
  const { store, network, changes } = widget();
  await store.refresh();
  await settled();
  const before = network.calls.length;
  expect(await store.refresh()).toEqual({ outcome: "unchanged" });
  expect(network.calls.length - before).toBe(1);
  expect(changes).toEqual([]);
});

test("new points are announced once, with the change, and the history is out of date", async () => {
  const { store, network, changes, setBalance } = widget();
  await look(store);
  expect(store.get().history.phase).toBe("ready");
  setBalance(150);
  await store.refresh();
  await store.refresh();
  expect(store.get().history).toMatchObject({ phase: "idle", items: [{ id: 1 }] });
  expect(network.to(history)).toHaveLength(1);
  expect(changes).toEqual([{ points_balance: 150, points_pending: 0, points_debt: 0, points_change: 50 }]);
});

test("a guest sees the program, and nothing more is asked", async () => {
  const { store, network } = widget({ "/customer/current.jwt": () => new Response("", { status: 404 }) });
  expect(await store.refresh()).toEqual({ outcome: "stopped" });
  expect(store.get()).toMatchObject({ phase: "guest", customer: null, program: expect.anything() });
  expect(network.to(account)).toHaveLength(0);
});

test("a bearer the server no longer takes is replaced without the shopper noticing", async () => {
  let refusals = 1;
  const { store, network } = widget({
    [account]: () =>
      refusals-- > 0
        ? json({ code: "session_expired" }, 401)
        : json({ customer: { points_balance: 5, points_pending: 0, points_debt: 0 } }),
  });
  expect(await store.refresh()).toEqual({ outcome: "changed" });
  expect(network.to("/session")).toHaveLength(2);
});

test("a server that refuses every bearer is a failure, not an endless loop", async () => {
  const { store, network } = widget({ [account]: () => json({ code: "session_expired" }, 401) });
  expect(await store.refresh()).toMatchObject({ outcome: "failed" });
  expect(network.to(account)).toHaveLength(2);
  expect(store.get().phase).toBe("failed");
});

test("too many requests: the wait the server asks for is passed on, and what is on screen stays", async () => {
  let limited = false;
  const { store } = widget({
    [account]: () =>
      limited
        ? json({ code: "rate_limited" }, 429, { "retry-after": "17" })
        : json({ customer: { points_balance: 5, points_pending: 0, points_debt: 0 } }),
  });
  await store.refresh();
  limited = true;
  expect(await store.refresh()).toEqual({ outcome: "failed", retryAfterSeconds: 17 });
  expect(store.get()).toMatchObject({ phase: "customer", customer: { points_balance: 5 } });
});

test("a store without Laurel ends it", async () => {
  const { store } = widget({ [program]: () => json({ code: "store_not_installed" }, 404) });
  expect(await store.refresh()).toEqual({ outcome: "stopped" });
  expect(store.get().phase).toBe("failed");
});

test("off line: a failure that can be tried again", async () => {
  const { store } = widget({
    [program]: () => {
      throw new TypeError("Failed to fetch");
    },
  });
  expect(await store.refresh()).toEqual({ outcome: "failed", retryAfterSeconds: 0 });
  expect(store.get().phase).toBe("failed");
});

test("a fresh first page keeps the older pages already shown below it", async () => {
  const page = (ids: number[], next: string | null) =>
    json({ points_transactions: ids.map((id) => ({ id })), metadata: { next_cursor: next } });
  const pages = [page([9, 8], "a"), page([7, 6], "b"), page([10, 9], "a"), page([40, 39], "c")];
  const { store, setBalance } = widget({ [history]: () => pages.shift() ?? page([], null) });
  const shown = () => [store.get().history.items.map(({ id }) => id), store.get().history.nextCursor];
  await look(store);
  store.loadMore();
  await settled();
  setBalance(200);
  await look(store);
  expect(shown()).toEqual([[10, 9, 8, 7, 6], "b"]);
  setBalance(300);
  await look(store);
  expect(shown()).toEqual([[40, 39], "c"]);
});

test("more history is added below; an older answer never lands on a newer one", async () => {
  const slow: ((response: Response) => void)[] = [];
  const page = (id: number, next: string | null) =>
    json({ points_transactions: [{ id }], metadata: { next_cursor: next } });
  const { store, setBalance } = widget({ [history]: () => new Promise((resolve) => slow.push(resolve)) });
  await look(store);
  slow.shift()?.(page(2, "c"));
  await settled();
  store.loadMore();
  await settled();
  setBalance(200);
  await look(store);
  const [older, newer] = slow;
  newer?.(page(3, "d"));
  await settled();
  older?.(page(1, null));
  await settled();
  expect(store.get().history).toMatchObject({ items: [{ id: 3 }], nextCursor: "d" });
});
