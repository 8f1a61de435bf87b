import { describe, expect, test } from "vitest";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { OrderMemory } from "@/lib/loyalty/order-target";
import { planOrderPostings } from "@/lib/loyalty/plan-order-postings";
import type { Balances, OrderHeld } from "@/lib/loyalty/posting";
import { evaluate, line, ofQuantity, order, program, refund } from "./order-factory";

/** A shopper's points as one order's news comes in; gives what each piece of news changed. */
class Shopper {
  balances: Balances = { pending: 0, available: 0, held: 0, debt: 0 };
  private held: OrderHeld = { pending: 0, available: 0, shortfall: 0, revision: 0 };
  private memory: OrderMemory | null = null;

  hears(facts: OrderFacts): number[] {
    const target = evaluate(facts, program(), { memory: this.memory });
    const { balances, held } = this;
    const planned = planOrderPostings({ target, held, balances, refundPolicy: "within_balance" });
    this.memory = target.memory;
    this.balances = planned.balances;
    this.held = planned.held;
    return planned.postings.map(({ pointsChange }) => pointsChange);
  }
}

/** Two units for 80.00 and one for 20.00: 100 points. */
const lines = [line(1, 8_000, { quantity: 2 }), line(2, 2_000)];
const everything = [refund(1, 10_000, [ofQuantity(1, 2), ofQuantity(2, 1)])];

describe("bugs of others, by their public numbers, that cannot happen here", () => {
  test("odoo #222372: an order confirmed twice gives its points once", () => {
    const shopper = new Shopper();
    expect(shopper.hears(order({ lines }))).toEqual([100]);
    expect(shopper.hears(order({ lines }))).toEqual([]);
    expect(shopper.hears(order({ lines, statusId: 2 }))).toEqual([]);
    expect(shopper.hears(order({ lines }))).toEqual([]);
    expect(shopper.balances.available).toBe(100);
  });

  test("odoo #212922, #221928: points of a refunded order are not taken a second time", () => {
    const shopper = new Shopper();
    shopper.hears(order({ lines }));
    expect(shopper.hears(order({ lines, statusId: 4, refunds: everything }))).toEqual([-100]);
    // Refunded, then cancelled, then told again: nothing is left to take.
    expect(shopper.hears(order({ lines, statusId: 5, refunds: everything }))).toEqual([]);
    expect(shopper.hears(order({ lines, statusId: 4, refunds: everything }))).toEqual([]);
    expect(shopper.balances).toEqual({ pending: 0, available: 0, held: 0, debt: 0 });
  });

  test("odoo #257854, #238806: a refund does take its points", () => {
    const shopper = new Shopper();
    shopper.hears(order({ lines }));
    // One unit of two: 40.00 of 100.00
    const one = [refund(1, 4_000, [ofQuantity(1, 1)])];
    expect(shopper.hears(order({ lines, statusId: 14, refunds: one }))).toEqual([-40]);
    expect(shopper.balances.available).toBe(60);
  });

  test("odoo #177312: refunded lines are not counted as purchases", () => {
    const shopper = new Shopper();
    const before = shopper.hears(order({ lines, refunds: [refund(1, 2_000, [ofQuantity(2, 1)])] }));
    // 100.00 − 20.00, and never 100.00 + 20.00
    expect(before).toEqual([80]);
  });

  test("odoo #114004: what a reward took off the order earns nothing", () => {
    // A code took 15.00 off line 1: 65.00 and 20.00 were paid.
    const discounted = [
      line(1, 6_500, { quantity: 2, totalIncTaxMinor: 8_000, totalExTaxMinor: 8_000 }),
      line(2, 2_000),
    ];
    const coupons = [{ code: "LRL-ABCD", discountMinor: 1_500 }];
    expect(new Shopper().hears(order({ lines: discounted, coupons }))).toEqual([85]);
  });
});
