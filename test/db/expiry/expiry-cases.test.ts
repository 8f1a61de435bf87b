import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { balanceOf } from "@/test/db/ledger/seed";
import { orderLine } from "@/test/factories/order-facts";
import { type ExpiryCase, half, noon, nothing, playCase } from "./play-case";

/** Where points are on their day, and what becomes of them afterwards. */
const allowNegative = { refunds: { policy: "allow_negative" } };
const pendingOnly = { refunds: { policy: "pending_only" } };

const cases: ExpiryCase[] = [
  {
    // 100 gone by expiry; of the 100 to take back 0 are there: shortfall 100. Brought back, what was never taken is not given.
    title: "a refund after its points expired takes nothing more, and undoing it gives nothing",
    async play({ order }, night) {
      await order(noon("2025-01-10"), { orderId: 1 });
      await night("2026-01-11", 100);
      await order(noon("2026-02-01"), { orderId: 1, statusId: 5 });
      await order(noon("2026-02-05"), { orderId: 1 });
      await night("2026-02-06", 0);
    },
    anna: nothing,
  },
  {
    // 100 expired, 100 owed. The next order's 150: 100 pay the debt, 50 can be spent through 1 March 2027.
    title: "with debts allowed the refund of expired points is a debt, paid first; the rest has its own date",
    document: allowNegative,
    async play({ anna, order, post }, night) {
      await order(noon("2025-01-10"), { orderId: 1 });
      await night("2026-01-11", 100);
      await order(noon("2026-02-01"), { orderId: 1, statusId: 5 });
      expect(await balanceOf(anna)).toMatchObject({ available: 0, debt: -100 });
      await night("2026-02-02", 0);
      await order(noon("2026-03-01"), { orderId: 2, lines: [orderLine({ paidIncTaxMinor: 15_000 })] });
      expect(await balanceOf(anna)).toMatchObject({ available: 50, debt: 0 });
      await post(anna, 7, noon("2026-03-02"));
      await night("2027-03-01", 0);
      await night("2027-03-02", 50);
    },
    anna: { available: 7, debt: 0 },
  },
  {
    // 100 of order 1 expired, 50 given in June are there. Nothing is taken of what can be spent.
    title: "where only pending points are taken back, a refund after expiry leaves what is there",
    document: pendingOnly,
    async play({ anna, order, post }, night) {
      await order(noon("2025-01-10"), { orderId: 1 });
      await post(anna, 50, noon("2025-06-20"));
      await night("2026-01-11", 100);
      await order(noon("2026-02-01"), { orderId: 1, statusId: 5 });
      expect(await balanceOf(anna)).toMatchObject({ available: 50 });
      await night("2026-06-21", 50);
    },
    anna: nothing,
  },
  {
    // Half of January's order goes back in time: 50 of its own are left and go on their day; June's 100 stay.
    title: "a part refunded before its day: only the rest of that order expires",
    async play({ order }, night) {
      await order(noon("2025-01-10"), { orderId: 1 });
      await order(noon("2025-06-20"), { orderId: 2 });
      await order(noon("2025-12-30"), { orderId: 1, statusId: 14, refunds: [half] });
      await night("2026-01-11", 50);
      await night("2026-06-20", 0);
    },
    anna: { available: 100 },
  },
  {
    // As before, but the code was used on a guest's order that was then cancelled.
    title: "points of a used code whose order is cancelled come back as old as they are",
    async play({ anna, post, buy, issue, order }, night) {
      await post(anna, 100, noon("2025-01-10"));
      const cup = await buy(anna, noon("2026-01-05"));
      await issue(cup, noon("2026-01-05"));
      const { code } = await db().redemption.findUniqueOrThrow({ where: { id: cup } });
      const guests = { orderId: 9, customerId: null, guestEmail: "guest@example.com" };
      const withCode = { ...guests, coupons: [{ code, discountMinor: 500 }] };
      await order(noon("2026-01-06"), withCode);
      await night("2026-01-11", 60);
      await order(noon("2026-03-01"), { ...withCode, statusId: 5 });
      expect(await balanceOf(anna)).toMatchObject({ available: 40 });
      await night("2026-03-02", 40);
    },
    anna: nothing,
  },
  {
    // 60 of January's 100 go on their day, 40 are spent. Given back in March they are over: gone in the next night, not in the same.
    title: "points of a cancelled code that come back past their day stay for a night",
    async play({ anna, post, buy, issue, cancel }, night) {
      await post(anna, 100, noon("2025-01-10"));
      const cup = await buy(anna, noon("2026-01-05"));
      await issue(cup, noon("2026-01-05"));
      await night("2026-01-11", 60);
      await night("2026-03-01", 0);
      await cancel(cup, noon("2026-03-01"));
      expect(await balanceOf(anna)).toMatchObject({ available: 40 });
      await night("2026-03-01", 0);
      await night("2026-03-02", 40);
    },
    anna: nothing,
  },
  {
    // The 40 held are the oldest of January's 100: 60 go. Captured, the 40 are the program's; June's 50 have their own day.
    title: "points held on their day stay held, and a code that is then issued keeps them",
    async play({ anna, post, buy, issue }, night) {
      await post(anna, 100, noon("2025-01-10"));
      await post(anna, 50, noon("2025-06-20"));
      const cup = await buy(anna, noon("2026-01-10"));
      await night("2026-01-11", 60);
      expect(await balanceOf(anna)).toMatchObject({ available: 50, held: 40 });
      await issue(cup, noon("2026-01-11"));
      await night("2026-01-12", 0);
      await night("2026-06-21", 50);
    },
    anna: nothing,
  },
  {
    // 60 go on their day; the 40 released on the 20th are January's too and go in the night after.
    title: "points held on their day that are released later go in the night after",
    async play({ anna, post, buy, fail }, night) {
      await post(anna, 100, noon("2025-01-10"));
      await post(anna, 50, noon("2025-06-20"));
      const cup = await buy(anna, noon("2026-01-10"));
      await night("2026-01-11", 60);
      await fail(cup, noon("2026-01-20"));
      expect(await balanceOf(anna)).toMatchObject({ available: 90, held: 0 });
      await night("2026-01-21", 40);
    },
    anna: { available: 50, held: 0 },
  },
];

test.each(cases)("$title", playCase);
