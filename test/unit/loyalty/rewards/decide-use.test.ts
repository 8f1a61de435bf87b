import { expect, test } from "vitest";
import { type CodeOnOrder, decideUse, type UseStep } from "@/lib/loyalty/rewards/decide-use";
import { planRetake, planReturn, planUse } from "@/lib/loyalty/rewards/plan-redemption";

type Row = [CodeOnOrder["code"], CodeOnOrder["order"], CodeOnOrder["usedOn"], boolean, UseStep[]];

const table: Row[] = [
  // A code that works.
  ["unused", "stands", "unknown", true, ["use"]],
  ["unused", "over", "unknown", true, ["use", "return"]],
  ["unused", "over", "unknown", false, ["use"]],
  ["unused", "frozen", "unknown", true, ["use"]],
  // Paid for.
  ["used", "stands", "this", true, []],
  ["used", "stands", "another", true, []],
  ["used", "stands", "unknown", true, ["name"]],
  ["used", "over", "this", true, ["return"]],
  ["used", "over", "this", false, []],
  ["used", "over", "another", true, []],
  ["used", "over", "unknown", true, ["name", "return"]],
  ["used", "frozen", "this", true, []],
  // Given back with its order.
  ["returned", "stands", "this", true, ["retake"]],
  ["returned", "stands", "another", true, ["retake"]],
  ["returned", "over", "this", true, []],
  ["returned", "frozen", "this", true, []],
  // Given back unused.
  ["taken_back", "stands", "unknown", true, ["retake"]],
  ["taken_back", "over", "unknown", true, []],
  ["taken_back", "over", "unknown", false, ["retake"]],
  ["taken_back", "frozen", "unknown", true, []],
  // Expired, and the points stayed with the program: the shopper has paid.
  ["forfeited", "stands", "unknown", false, ["use"]],
  ["forfeited", "over", "unknown", false, ["use"]],
  ["forfeited", "frozen", "unknown", false, []],
];

test.each(table)("a code %s, on an order that %s (known to be used on: %s), returns %s: %j", (...row) => {
  const [code, order, usedOn, returns, steps] = row;
  expect(decideUse({ code, order, usedOn, returns })).toEqual(steps);
});

const balances = { pending: 70, held: 40, debt: 0 };
const retakes: [available: number, entries: object[]][] = [
  [800, [{ account: "customer:available", amount: -500 }]],
  [500, [{ account: "customer:available", amount: -500 }]],
  [
    300,
    [
      { account: "customer:available", amount: -300 },
      { account: "customer:debt", amount: -200 },
    ],
  ],
  [0, [{ account: "customer:debt", amount: -500 }]],
];

test.each(retakes)(
  "500 points are taken again from %i, what is not there as a debt",
  (available, entries) => {
    const redeemed = { account: "program:redeemed", amount: 500 };
    expect(planRetake(500, { ...balances, available })).toEqual([...entries, redeemed]);
  },
);

test("what is given back after that pays the debt first: nothing is left of the round", () => {
  expect(planReturn(500, true, { ...balances, available: 0, debt: -200 })).toEqual([
    { account: "program:redeemed", amount: -500 },
    { account: "customer:debt", amount: 200 },
    { account: "customer:available", amount: 300 },
  ]);
});

test("the points of a code that had expired are redeemed from where they went", () => {
  expect(planUse(500, true)).toEqual([
    { account: "program:expired", amount: -500 },
    { account: "program:redeemed", amount: 500 },
  ]);
});
