import { expect, test } from "vitest";
import { type MergeSource, planRewardMerge } from "@/lib/loyalty/rewards/plan-reward-merge";

function source(changes: Partial<Omit<MergeSource, "terms">> & { terms?: object } = {}): MergeSource {
  const { terms, ...rest } = changes;
  const usual = { type: "fixed_amount", amount: "5.00", currency: "USD", minimumSpend: null, channelIds: [] };
  return {
    name: "$5 off",
    pointsSpent: 500,
    expiresAt: null,
    returnsPoints: true,
    ...rest,
    terms: { ...usual, ...terms } as MergeSource["terms"],
  };
}

test("amounts and points are added exactly, with as many decimals as were written", () => {
  const variable = source({
    name: "Slider",
    pointsSpent: 30,
    terms: { type: "variable_amount", amount: "0.3" },
  });
  expect(planRewardMerge([source(), variable])).toMatchObject({
    name: "$5 off + Slider",
    pointsSpent: 530,
    terms: { type: "variable_amount", amount: "5.30", currency: "USD", minimumSpend: null },
  });
  const yen = source({ terms: { amount: "500", currency: "JPY" } });
  expect(planRewardMerge([yen, yen])?.terms.amount).toBe("1000");
});

test("the strictest condition holds: highest minimum, earliest expiry, points back only when all gave them back", () => {
  const [early, late] = [new Date("2026-12-01T00:00:00Z"), new Date("2027-01-01T00:00:00Z")];
  const merged = planRewardMerge([
    source({ expiresAt: late, terms: { minimumSpend: "9.50" } }),
    source({ expiresAt: early, terms: { minimumSpend: "20" } }),
    source({ returnsPoints: false }),
  ]);
  expect(merged).toMatchObject({ expiresAt: early, returnsPoints: false, terms: { minimumSpend: "20" } });
});

test("minimum spends are compared exactly, in whichever order and however they are written", () => {
  const [less, more] = ["9007199254740992.1", "9007199254740992.20"];
  for (const minimums of [
    [less, more],
    [more, less],
  ]) {
    const sources = minimums.map((minimumSpend) => source({ terms: { minimumSpend } }));
    expect(planRewardMerge(sources)?.terms.minimumSpend).toBe(more);
  }
  const free = source({ terms: { minimumSpend: "0.00" } });
  expect(planRewardMerge([free, free])?.terms.minimumSpend).toBeNull();
});

test.each([
  ["another currency", { currency: "EUR" }],
  ["another storefront", { channelIds: [2] }],
  ["percentages", { type: "percentage", percent: "10" }],
  ["free shipping", { type: "free_shipping" }],
  ["store credit", { type: "store_credit" }],
])("rewards of %s do not go together with an amount off", (_, terms) => {
  expect(planRewardMerge([source(), source({ terms })])).toBeNull();
});

test("a name of many rewards is cut to what a promotion's name can hold", () => {
  const merged = planRewardMerge(Array.from({ length: 20 }, () => source({ name: "Ten dollars off" })));
  expect([...(merged?.name ?? "")]).toHaveLength(100);
});
