import { describe, expect, test } from "vitest";
import { priceReward, timesDecimal } from "@/lib/loyalty/rewards/price-reward";
import { type QuoteInput, quoteReward } from "@/lib/loyalty/rewards/quote-reward";
import { canonicalTerms, type RewardRule } from "@/lib/loyalty/rewards/reward-terms";

const common = {
  currency: null,
  minimumSpend: "0.00",
  limits: { perCustomer: null, total: null },
  tierKeys: [],
  channelIds: [],
};
const fiver: RewardRule = { ...common, type: "fixed_amount", pointsPrice: 500, value: "5.00" };
const slider: RewardRule = {
  ...common,
  type: "variable_amount",
  variable: { step: 100, stepValue: "1.25", min: 200, max: 1_000 },
};
const credit: RewardRule = { ...common, type: "store_credit", pointsPrice: 500, value: "5.00" };

function ask(reward: RewardRule, change: Partial<QuoteInput> = {}) {
  return quoteReward({
    reward,
    pointsToSpend: null,
    available: 500,
    bought: { byCustomer: 0, inTotal: 0 },
    shopper: { tierKey: null, channelId: 1, hasAccount: true, isDisabled: false },
    store: { currency: "USD", transactionalCurrencies: ["USD"] },
    ...change,
  });
}

const shopper = { tierKey: null, channelId: 1, hasAccount: true, isDisabled: false };

describe("what each type of reward gives", () => {
  test.each<[string, RewardRule, number | null, object]>([
    ["an amount", fiver, null, { points: 500, terms: { type: "fixed_amount", amount: "5.00" } }],
    [
      "a share",
      { ...common, type: "percentage", pointsPrice: 5, value: "10" },
      null,
      { points: 5, terms: { percent: "10" } },
    ],
    [
      "shipping",
      { ...common, type: "free_shipping", pointsPrice: 5 },
      null,
      { terms: { type: "free_shipping" } },
    ],
    [
      "a product",
      { ...common, type: "free_product", pointsPrice: 5, productId: 7, variantId: 8 },
      null,
      { terms: { productId: 7, variantId: 8 } },
    ],
    ["store credit", credit, null, { terms: { type: "store_credit", amount: "5.00" } }],
    // 300 points are 3 steps of 1.25
    ["a slider's amount", slider, 300, { points: 300, terms: { type: "variable_amount", amount: "3.75" } }],
    ["the stated fixed price", fiver, 500, { points: 500 }],
  ])("%s", (_what, reward, pointsToSpend, expected) => {
    expect(ask(reward, { pointsToSpend })).toMatchObject({ ok: true, ...expected });
  });

  test("the store's currency where the reward has none, a minimum only when there is one", () => {
    expect(ask(fiver)).toMatchObject({ terms: { currency: "USD", minimumSpend: null } });
    const dear = { ...fiver, currency: "EUR", minimumSpend: "25.00" };
    expect(ask(dear)).toMatchObject({ terms: { currency: "EUR", minimumSpend: "25.00" } });
  });
});

describe("why a reward cannot be bought", () => {
  test.each<[string, RewardRule, Partial<QuoteInput>, string]>([
    ["one point missing", fiver, { available: 499 }, "insufficient_points"],
    ["another price", fiver, { pointsToSpend: 499 }, "invalid_points_to_spend"],
    ["a slider without a choice", slider, {}, "invalid_points_to_spend"],
    ["below the slider", slider, { pointsToSpend: 100 }, "invalid_points_to_spend"],
    ["above the slider", slider, { pointsToSpend: 1_100, available: 9_999 }, "invalid_points_to_spend"],
    ["between two steps", slider, { pointsToSpend: 250 }, "invalid_points_to_spend"],
    [
      "the customer's limit",
      { ...fiver, limits: { perCustomer: 2, total: null } },
      { bought: { byCustomer: 2, inTotal: 2 } },
      "limit_reached",
    ],
    [
      "the limit of all",
      { ...fiver, limits: { perCustomer: null, total: 9 } },
      { bought: { byCustomer: 0, inTotal: 9 } },
      "limit_reached",
    ],
    ["no tier", { ...fiver, tierKeys: ["gold"] }, {}, "tier_required"],
    [
      "another tier",
      { ...fiver, tierKeys: ["gold"] },
      { shopper: { ...shopper, tierKey: "silver" } },
      "tier_required",
    ],
    ["another storefront", { ...fiver, channelIds: [2] }, {}, "not_found"],
    ["an excluded customer", fiver, { shopper: { ...shopper, isDisabled: true } }, "forbidden"],
    ["credit for a guest", credit, { shopper: { ...shopper, hasAccount: false } }, "reward_unavailable"],
    [
      "credit among currencies",
      credit,
      { store: { currency: "USD", transactionalCurrencies: ["EUR", "USD"] } },
      "reward_unavailable",
    ],
    ["credit in another currency", { ...credit, currency: "EUR" }, {}, "reward_unavailable"],
  ])("%s", (_what, reward, change, code) => {
    expect(ask(reward, change)).toMatchObject({ ok: false, code });
  });

  test("a reward for a tier, a storefront and the last one of it is sold to whom it is for", () => {
    const reward = { ...fiver, tierKeys: ["gold"], channelIds: [1], limits: { perCustomer: 1, total: 10 } };
    const bought = { byCustomer: 0, inTotal: 9 };
    expect(ask(reward, { bought, shopper: { ...shopper, tierKey: "gold" } })).toMatchObject({ ok: true });
  });
});

test.each([
  ["1.00", 15, "15.00"],
  ["0.05", 1, "0.05"],
  ["0.1", 3, "0.3"],
  ["2", 4, "8"],
  ["999999999999.999999", 1_000, "999999999999999.999000"],
])("%s times %d is exactly %s", (decimal, factor, expected) => {
  expect(timesDecimal(decimal, factor)).toBe(expected);
});

test("every step of a slider has a price, and only the steps", () => {
  for (let points = 0; points <= 1_200; points += 50) {
    const fits = points >= 200 && points <= 1_000 && points % 100 === 0;
    expect(priceReward(slider, points) !== null).toBe(fits);
  }
});

test("equal terms have equal texts whatever the storefronts, other values other texts", () => {
  const terms = {
    type: "fixed_amount",
    amount: "5.00",
    currency: "USD",
    minimumSpend: null,
    channelIds: [1],
  } as const;
  expect(canonicalTerms({ ...terms, channelIds: [] })).toBe(canonicalTerms(terms));
  expect(canonicalTerms({ ...terms, amount: "6.00" })).not.toBe(canonicalTerms(terms));
});
