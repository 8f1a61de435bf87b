import { describe, expect, test } from "vitest";
import type { OrderRefund } from "@/lib/loyalty/order-facts";
import {
  awarded,
  completedAt,
  evaluate,
  line,
  ofQuantity,
  order,
  program,
  reasons,
  refund,
} from "./order-factory";

const half: OrderRefund[] = [refund(1, 5000, [ofQuantity(1, 1)])];
const halfDeclined = half.map((one) => ({ ...one, payments: [{ amountMinor: 5000, declined: true }] }));
const lines = [line(1, 10_000, { quantity: 2 })];

type Row = [
  statusId: number,
  refunds: OrderRefund[],
  fresh: number,
  again: number,
  outcomes: [string, string],
];

describe("the law of the order: status × refunds × memory", () => {
  test.each<Row>([
    // award set
    [10, [], 100, 100, ["earns", "earns"]],
    [10, half, 50, 50, ["earns", "earns"]],
    // cancel set
    [4, [], 0, 0, ["cancelled", "cancelled"]],
    [5, [], 0, 0, ["cancelled", "cancelled"]],
    [6, half, 0, 0, ["cancelled", "cancelled"]],
    // neutral: nothing yet, but what was awarded stays
    [0, [], 0, 100, ["waiting", "earns"]],
    [1, [], 0, 100, ["waiting", "earns"]],
    [2, [], 0, 100, ["waiting", "earns"]],
    [11, [], 0, 100, ["waiting", "earns"]],
    [13, [], 0, 100, ["waiting", "earns"]],
    [13, half, 0, 50, ["waiting", "earns"]],
    // 14 counts as awarding only when money moved
    [14, half, 50, 50, ["earns", "earns"]],
    [14, halfDeclined, 0, 100, ["waiting", "earns"]],
    [14, [], 0, 100, ["waiting", "earns"]],
  ])(
    "status %i with refunds %j: never awarded %i, awarded before %i",
    (statusId, refunds, fresh, again, outcomes) => {
      const facts = order({ statusId, refunds, lines });
      expect(evaluate(facts)).toMatchObject({ points: fresh, outcome: outcomes[0] });
      expect(evaluate(facts, program(), { memory: awarded })).toMatchObject({
        points: again,
        outcome: outcomes[1],
      });
    },
  );

  test("refunded by hand cancels even where the program does not name 4; with a refund object it is neutral there", () => {
    const document = program({ cancelStatuses: [5, 6] });
    expect(evaluate(order({ statusId: 4, lines }), document, { memory: awarded }).outcome).toBe("cancelled");
    const refunded = evaluate(order({ statusId: 4, lines, refunds: half }), document, { memory: awarded });
    expect(refunded).toMatchObject({ outcome: "earns", points: 50 });
  });

  test("a program may name other statuses", () => {
    const document = program({ awardStatuses: [11, 2], cancelStatuses: [5, 13] });
    expect(evaluate(order({ statusId: 2 }), document).points).toBe(100);
    expect(evaluate(order({ statusId: 13 }), document, { memory: awarded }).points).toBe(0);
    expect(evaluate(order({ statusId: 10 }), document).outcome).toBe("waiting");
  });

  test("cancelled and brought back earns the same again: only the state now counts", () => {
    const first = evaluate(order());
    const cancelled = evaluate(order({ statusId: 5 }), program(), { memory: first.memory });
    const back = evaluate(order({ statusId: 11 }), program(), { memory: cancelled.memory });
    expect([first.points, cancelled.points, back.points]).toEqual([100, 0, 100]);
    expect(back.memory).toEqual(first.memory);
  });

  test("points of codes come back only when the order is cancelled", () => {
    expect(evaluate(order({ statusId: 5 })).returnsRedeemedPoints).toBe(true);
    expect(evaluate(order({ statusId: 1 })).returnsRedeemedPoints).toBe(false);
  });
});

describe("memory", () => {
  test("the first time in the award set pins version and inputs; later evaluations keep them", () => {
    const facts = order({ customerGroupId: 3, lines: [line(1, 100, { categoryIds: [5], brandId: 2 })] });
    const context = {
      vip: { tierKey: "gold", multiplier: "2" },
      timeZone: "Europe/Paris",
      isFirstOrder: true,
    };
    const first = evaluate(facts, program(), { context });
    expect(first.memory).toEqual({
      programVersion: 1,
      awardedAt: completedAt,
      pinned: { ...context, customerGroupId: 3, lines: [{ lineId: 1, categoryIds: [5], brandId: 2 }] },
    });
    const later = evaluate(facts, program(), { memory: first.memory, context: { vip: null } });
    expect(later.memory).toBe(first.memory);
    expect(later.points).toBe(first.points);
  });

  test("an order decided to earn nothing is decided: the next version does not reach back", () => {
    const first = evaluate(order(), program({ minimum: "500" }));
    expect(first).toMatchObject({ points: 0, outcome: "earns", memory: { programVersion: 1 } });
  });

  test("a refund is measured by the pinned tier, group and catalog, not by today's", () => {
    const document = program({ exclude: { categoryIds: [5], customerGroupIds: [9] } });
    const facts = order({ lines: [line(1, 5000), line(2, 5000)] });
    const first = evaluate(facts, document, { context: { vip: { tierKey: "gold", multiplier: "2" } } });
    expect(first.points).toBe(200);
    // Meanwhile: another group, product 2 moved into the excluded category, the tier is gone; line 1 comes back.
    const changed = order({
      customerGroupId: 9,
      lines: [line(1, 5000), line(2, 5000, { categoryIds: [5] })],
      refunds: [refund(1, 5000, [ofQuantity(1, 1)])],
    });
    expect(evaluate(changed, document, { memory: first.memory }).points).toBe(100);
  });

  test("evaluating with another version than the pinned one is refused", () => {
    const input = { memory: { ...awarded, programVersion: 2 } };
    expect(() => evaluate(order(), program(), input)).toThrow("pinned to version 2");
  });

  test("an order not yet awarded has no memory", () => {
    expect(evaluate(order({ statusId: 1 })).memory).toBeNull();
    expect(evaluate(order({ statusId: 5 })).memory).toBeNull();
  });
});

describe("whose order it is", () => {
  test("a guest order is decided and remembered, for whoever claims it", () => {
    const target = evaluate(order({ customerId: null, guestEmail: "a@example.com" }), program(), {
      context: { customerState: "guest" },
    });
    expect(target).toMatchObject({ outcome: "guest", points: 100, memory: { programVersion: 1 } });
  });

  test("a cancelled guest order is cancelled", () => {
    expect(evaluate(order({ statusId: 5 }), program(), { context: { customerState: "guest" } }).outcome).toBe(
      "cancelled",
    );
  });

  test("candidates earn like members", () => {
    expect(evaluate(order(), program(), { context: { customerState: "candidate" } }).points).toBe(100);
  });

  test("a disabled customer's orders and archived orders change nothing, whatever their status", () => {
    const disabled = evaluate(order({ statusId: 5 }), program(), {
      memory: awarded,
      context: { customerState: "disabled" },
    });
    expect(disabled).toMatchObject({ outcome: "frozen", memory: awarded });
    expect(reasons(disabled)).toEqual(["customer.disabled"]);
    expect(evaluate(order({ archived: true, statusId: 5 }), program(), { memory: awarded }).outcome).toBe(
      "frozen",
    );
    expect(evaluate(order(), program(), { context: { customerState: "disabled" } }).memory).toBeNull();
  });
});

describe("hold", () => {
  const document = program({ holdDays: 14 });
  // completed 12 March 09:00, 14 days later is 26 March 09:00
  test.each([
    ["2026-03-12T09:00:05.000Z", 100, 0, "2026-03-26T09:00:00.000Z"],
    ["2026-03-26T08:59:59.999Z", 100, 0, "2026-03-26T09:00:00.000Z"],
    ["2026-03-26T09:00:00.000Z", 0, 100, null],
  ])("at %s: %i pending, %i available", (now, pending, available, availableAt) => {
    const target = evaluate(order(), document, { memory: awarded, context: { now } });
    expect(target).toMatchObject({ pending, available, availableAt, points: 100 });
  });

  test("the hold of an archived order still ends, that of a disabled customer does not", () => {
    const after = "2026-03-26T09:00:00.000Z";
    const archived = evaluate(order({ archived: true }), document, {
      memory: awarded,
      context: { now: after },
    });
    expect(archived).toMatchObject({ outcome: "frozen", holdIsOver: true });
    const early = evaluate(order({ archived: true }), document, { memory: awarded });
    expect(early).toMatchObject({ outcome: "frozen", holdIsOver: false, availableAt: after });
    const context = { now: after, customerState: "disabled" } as const;
    expect(evaluate(order(), document, { memory: awarded, context }).holdIsOver).toBe(false);
  });

  test("the hold of an order that arrives late began when it was completed", () => {
    const late = evaluate(order(), document, { context: { now: "2026-06-01T00:00:00.000Z" } });
    expect(late).toMatchObject({ pending: 0, available: 100, memory: { awardedAt: completedAt } });
  });

  test("a clock behind BigCommerce's starts the hold now", () => {
    const now = "2026-03-12T08:00:00.000Z";
    expect(evaluate(order(), document, { context: { now } }).memory?.awardedAt).toBe(now);
  });
});
