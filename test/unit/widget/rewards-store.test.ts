import { expect, test } from "vitest";
import { ApiFailure } from "@/components/widget/client/request";
import { createRewardsStore } from "@/components/widget/rewards/create-rewards-store";
import type { RewardFulfillment } from "@/lib/schemas/storefront/rewards";

const reward = (fulfillment_status: RewardFulfillment["fulfillment_status"], code: string) =>
  ({
    id: 1,
    points_purchase_id: 1,
    name: "Five off",
    fulfillment_status,
    code,
    points_spent: 500,
  }) as RewardFulfillment;

const quiet = {
  onChanged: () => {},
  onClaimed: () => {},
  fetch: () => Promise.reject(Error("not asked")),
  newId: () => "request-1",
  pause: () => Promise.resolve(),
};

test("a purchase that is on its way is followed to its code even when what is held cannot be read at first", async () => {
  const lists = [
    () => Promise.reject(new ApiFailure(503, "unavailable")),
    async () => ({ reward_fulfillments: [reward("issued", "CODE-1")], metadata: { next_cursor: null } }),
  ];
  const claimed: string[] = [];
  const store = createRewardsStore({
    ...quiet,
    call: async (path) => {
      if (!path.startsWith("reward_fulfillments")) {
        return { points_purchase: { id: 1, reward_fulfillment: reward("pending", "") } } as never;
      }
      return (await (lists.length > 1 ? lists.shift() : lists[0])?.()) as never;
    },
    onClaimed: ({ code }) => claimed.push(code),
  });
  store.choose(7, null);
  await store.buy();
  await expect.poll(() => store.get().purchase.state, { timeout: 10_000 }).toMatchObject({ step: "issued" });
  expect(claimed).toEqual(["CODE-1"]);
});

/** A store over answers by path, and everything that was asked, the balance too, in order. */
function counted(answers: Record<string, () => unknown>, onBalance = () => {}) {
  const asked: string[] = [];
  const store = createRewardsStore({
    ...quiet,
    call: async (path) => {
      const key = path.replace(/[?/].*/, "");
      asked.push(key);
      return answers[key]?.() as never;
    },
    onChanged: async () => {
      asked.push("account");
      onBalance();
    },
  });
  return { asked, store };
}

const page = (...rewards: RewardFulfillment[]) => ({
  reward_fulfillments: rewards,
  metadata: { next_cursor: null },
});

test("after a purchase the balance is asked for once, and then what is held, once", async () => {
  const { asked, store } = counted({
    points_products: () => ({ points_purchase: { id: 1, reward_fulfillment: reward("issued", "CODE-1") } }),
    reward_fulfillments: () => page(reward("issued", "CODE-1")),
  });
  store.choose(7, null);
  await store.buy();
  await expect.poll(() => store.get().held.phase, { timeout: 10_000 }).toBe("ready");
  expect(asked).toEqual(["points_products", "account", "reward_fulfillments"]);
});

test("the look that finds a code shows what is held: that is not asked for again", async () => {
  const pages = [page(reward("pending", "")), page(reward("issued", "CODE-1"))];
  const { asked, store } = counted({
    points_products: () => ({ points_purchase: { id: 1, reward_fulfillment: reward("pending", "") } }),
    reward_fulfillments: () => pages.shift(),
  });
  store.choose(7, null);
  await store.buy();
  await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(5);
  await new Promise((done) => setTimeout(done));
  expect(asked).toEqual([
    "points_products",
    "account",
    "reward_fulfillments",
    "reward_fulfillments",
    "account",
  ]);
  expect(store.get().held).toMatchObject({ phase: "ready", items: [{ code: "CODE-1" }] });
});

test("what is held is asked for once when a view that hears of the new balance has asked already", async () => {
  const cancelled = reward("cancelled", "");
  const { asked, store } = counted(
    {
      points_purchases: () => ({ points_purchase: { reward_fulfillment: cancelled } }),
      reward_fulfillments: () => page(cancelled),
    },
    () => void store.loadHeld(),
  );
  store.askCancel(1);
  await store.cancel();
  await new Promise((done) => setTimeout(done));
  expect(asked).toEqual(["points_purchases", "account", "reward_fulfillments"]);
});

test("what one shopper was refused, and what is still on its way for them, is nothing to the next one on the same page", async () => {
  const refuse: ((error: ApiFailure) => void)[] = [];
  const store = createRewardsStore({
    ...quiet,
    call: (path) =>
      path.startsWith("reward_fulfillments")
        ? Promise.reject(new ApiFailure(503, "unavailable"))
        : new Promise((_, reject) => refuse.push(reject)),
  });
  const buy = (productId: number) => {
    store.choose(productId, null);
    return store.buy();
  };
  const limit = new ApiFailure(422, "limit_reached");
  store.meet(1);
  const first = buy(7);
  refuse.pop()?.(limit);
  await first;
  store.meet(1);
  expect(store.get().gone).toEqual([7]);
  void buy(8);
  store.meet(2);
  expect(store.get()).toMatchObject({ gone: [], purchase: { state: { step: "idle" } } });
  refuse.pop()?.(limit);
  await new Promise((done) => setTimeout(done));
  expect(store.get().gone).toEqual([]);
});
