import { describe, expect, test } from "vitest";
import type { RefundPolicy } from "@/lib/loyalty/plan-moves";
import { planOrderPostings } from "@/lib/loyalty/plan-order-postings";
import type { Balances, OrderHeld } from "@/lib/loyalty/posting";
import { applyEntries, sumOfEntries } from "@/lib/loyalty/posting-sums";
import { evaluate, order } from "./order-factory";

const none: OrderHeld = { pending: 0, available: 0, shortfall: 0, revision: 0 };
const empty: Balances = { pending: 0, available: 0, held: 0, debt: 0 };
const base = evaluate(order());

/** `target` is [pending, available]; returns entries by type and account, and what stands afterwards. */
function plan(
  target: [number, number],
  held: Partial<OrderHeld>,
  balances: Partial<Balances>,
  refundPolicy: RefundPolicy = "within_balance",
) {
  const [pending, available] = target;
  const before = { ...empty, ...balances };
  const result = planOrderPostings({
    target: { ...base, pending, available, points: pending + available, holdIsOver: pending === 0 },
    held: { ...none, ...held },
    balances: before,
    refundPolicy,
  });
  for (const posting of result.postings) expect(sumOfEntries(posting.entries)).toBe(0);
  const after = result.postings.reduce((sums, posting) => applyEntries(sums, posting.entries), before);
  expect(result.balances).toEqual(after);
  const postings = result.postings.map(({ type, entries }) => [
    type,
    Object.fromEntries(entries.map((entry) => [entry.account, entry.amount])),
  ]);
  return { postings, held: result.held, balances: result.balances, plans: result.postings };
}

describe("awards", () => {
  test("a first award goes to what is available", () => {
    const { postings, held, plans } = plan([0, 100], {}, {});
    expect(postings).toEqual([["order_award", { "customer:available": 100, "program:issued": -100 }]]);
    expect(held).toEqual({ pending: 0, available: 100, shortfall: 0, revision: 1 });
    expect(plans[0]).toMatchObject({ key: "order/1001/1", pointsChange: 100 });
  });

  test("in hold it goes to pending", () => {
    expect(plan([100, 0], {}, {}).postings).toEqual([
      ["order_award", { "customer:pending": 100, "program:issued": -100 }],
    ]);
  });

  test("only the difference is posted", () => {
    expect(plan([0, 120], { available: 100, revision: 1 }, { available: 100 }).postings).toEqual([
      ["order_award", { "customer:available": 20, "program:issued": -20 }],
    ]);
    expect(plan([0, 100], { available: 100, revision: 1 }, { available: 100 }).postings).toEqual([]);
  });

  test("a debt is paid first, and the rest becomes available", () => {
    const { postings, held, balances } = plan([0, 100], {}, { debt: -30 });
    expect(postings).toEqual([
      ["order_award", { "customer:debt": 30, "customer:available": 70, "program:issued": -100 }],
    ]);
    // Debt paid counts as held by the order.
    expect(held.available).toBe(100);
    expect(balances).toMatchObject({ available: 70, debt: 0 });
  });

  test("an award below the debt makes nothing available", () => {
    expect(plan([0, 20], {}, { debt: -30 }).postings).toEqual([
      ["order_award", { "customer:debt": 20, "program:issued": -20 }],
    ]);
  });

  test("pending points do not pay a debt until they are released", () => {
    expect(plan([100, 0], {}, { debt: -30 }).postings[0]?.[1]).toEqual({
      "customer:pending": 100,
      "program:issued": -100,
    });
    expect(plan([0, 100], { pending: 100, revision: 1 }, { pending: 100, debt: -30 }).postings).toEqual([
      ["hold_release", { "customer:pending": -100, "customer:debt": 30, "customer:available": 70 }],
    ]);
  });
});

describe("reversals", () => {
  test("pending goes first, then what is available; what is still pending is released when due", () => {
    // Held 60 pending and 40 available; 70 must go: 60 + 10
    expect(
      plan([0, 30], { pending: 60, available: 40, revision: 2 }, { pending: 60, available: 40 }).postings,
    ).toEqual([
      ["order_reversal", { "customer:pending": -60, "customer:available": -10, "program:reversed": 70 }],
    ]);
    // Held 100 pending; 40 must go, and the hold is over
    expect(plan([0, 60], { pending: 100, revision: 1 }, { pending: 100 }).postings).toEqual([
      ["order_reversal", { "customer:pending": -40, "program:reversed": 40 }],
      ["hold_release", { "customer:pending": -60, "customer:available": 60 }],
    ]);
  });

  test("other orders' pending points are not taken", () => {
    const { postings } = plan([0, 0], { available: 100, revision: 1 }, { pending: 500, available: 100 });
    expect(postings[0]?.[1]).toEqual({ "customer:available": -100, "program:reversed": 100 });
  });

  // The award of 100 is spent down to 30.
  test.each<[RefundPolicy, object, Partial<Balances>, number]>([
    [
      "within_balance",
      { "customer:available": -30, "program:shortfall": -70, "program:reversed": 100 },
      { available: 0, debt: 0 },
      70,
    ],
    [
      "allow_negative",
      { "customer:available": -30, "customer:debt": -70, "program:reversed": 100 },
      { available: 0, debt: -70 },
      0,
    ],
    ["pending_only", { "program:shortfall": -100, "program:reversed": 100 }, { available: 30, debt: 0 }, 100],
  ])("after spending, %s", (policy, entries, balances, shortfall) => {
    const result = plan([0, 0], { available: 100, revision: 1 }, { available: 30 }, policy);
    expect(result.postings).toEqual([["order_reversal", entries]]);
    expect(result.balances).toMatchObject(balances);
    expect(result.held.shortfall).toBe(shortfall);
    expect(result.plans[0]?.explanation.posting).toMatchObject({ shortfall });
    // What the order holds net is what it should: planning again posts nothing.
    const again = plan([0, 0], result.held, result.balances, policy);
    expect(again.postings).toEqual([]);
  });

  test("later points are not taken for a shortfall: it stays where it fell", () => {
    const held = { available: 70, shortfall: 70, revision: 2 };
    expect(plan([0, 0], held, { available: 500 }).postings).toEqual([]);
  });

  test("brought back after a shortfall, the order gives only what had been taken", () => {
    // 100 awarded, 30 taken, 70 fell short; un-cancelled: 30 come back, 70 were never gone
    const { postings, held } = plan([0, 100], { available: 70, shortfall: 70, revision: 2 }, {});
    expect(postings).toEqual([
      ["order_award", { "program:issued": -100, "program:shortfall": 70, "customer:available": 30 }],
    ]);
    expect(held).toEqual({ pending: 0, available: 100, shortfall: 0, revision: 3 });
  });

  test("an award that paid a debt is taken back like any other", () => {
    // The award of 100 paid 30 of debt, 70 available; cancelled under allow_negative: debt stands at 30 again
    const result = plan([0, 0], { available: 100, revision: 1 }, { available: 70 }, "allow_negative");
    expect(result.balances).toMatchObject({ available: 0, debt: -30 });
  });
});

test("a guest order plans nothing", () => {
  const target = { ...base, outcome: "guest" as const };
  const input = { target, held: none, balances: empty, refundPolicy: "within_balance" as const };
  expect(planOrderPostings(input).postings).toEqual([]);
});

test("a frozen order keeps what it holds; only a hold of an archived order still ends", () => {
  const held = { ...none, pending: 60, available: 40, revision: 1 };
  const balances = { ...empty, pending: 60, available: 40 };
  const frozen = { ...base, outcome: "frozen" as const, points: 0, pending: 0, available: 0 };
  const types = (holdIsOver: boolean) => {
    const target = { ...frozen, holdIsOver };
    const { postings } = planOrderPostings({ target, held, balances, refundPolicy: "within_balance" });
    return postings.map((posting) => posting.type);
  };
  expect(types(false)).toEqual([]);
  expect(types(true)).toEqual(["hold_release"]);
});

test("a hold once released is not taken back by a clock that jumps", () => {
  expect(plan([100, 0], { available: 100, revision: 2 }, { available: 100 }).postings).toEqual([]);
});
