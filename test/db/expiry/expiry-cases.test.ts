import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { OrderRefund } from "@/lib/loyalty/order-facts";
import { ledgerDifferences } from "@/test/db/ledger/engagement-seed";
import { balanceOf } from "@/test/db/ledger/seed";
import { lineRefund, orderLine } from "@/test/factories/order-facts";
import { type ExpiryStore, type Mode, openExpiryStore } from "./expiry-store";

/**
 * One row a case, on real Postgres: points live 12 months and can be spent through their last day, so what came on
 * 10 January 2025 goes in the night of 11 January 2026. An order of 100.00 earns 100, a cup costs 40.
 */
type Case = {
  title: string;
  mode?: Mode;
  /** Of the program, beside expiry. */
  document?: object;
  play: (store: ExpiryStore, night: (day: string, expired: number) => Promise<void>) => Promise<void>;
  /** Anna's in the end, and Ben's where there is something. */
  anna?: { available?: number; pending?: number; held?: number; debt?: number };
  ben?: { available: number };
};

const noon = (day: string) => `${day}T12:00:00.000Z`;
const allowNegative = { refunds: { policy: "allow_negative" } };
const pendingOnly = { refunds: { policy: "pending_only" } };
const nothing = { available: 0, pending: 0, held: 0, debt: 0 };

/** Half of an order of 100.00, as an amount. */
const half: OrderRefund = {
  ...lineRefund(1, { lineId: 1, quantity: 1, amountMinor: 5_000 }),
  items: [{ kind: "ORDER", itemId: 1, quantity: 1, requestedAmountMinor: 5_000 }],
};

const cases: Case[] = [
  {
    // The order's 100 wait for their hold of 90 days and become spendable on 10 April: through 10 April of the next year.
    title: "points on hold do not expire: their months begin when they can be spent",
    document: { earning: { orders: { holdDays: 90 } } },
    async play({ anna, order, post }, night) {
      await post(anna, 40, noon("2024-02-01"));
      await order(noon("2025-01-10"), { orderId: 1 });
      await night("2025-02-02", 40);
      expect(await balanceOf(anna)).toMatchObject({ available: 0, pending: 100 });
      await order(noon("2025-04-10"), { orderId: 1, modifiedAt: noon("2025-01-10") });
      await night("2026-01-11", 0);
      await night("2026-04-10", 0);
      await night("2026-04-11", 100);
    },
    anna: nothing,
  },
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
  {
    // On again on 1 August 2025: 100 of 2024 count from there (through 1 August 2026), 50 of October from October.
    title: "off and on again: old points have the whole term anew, newer ones their own",
    async play({ anna, post, publish }, night) {
      await post(anna, 100, noon("2024-06-01"));
      await publish({ mode: "none" }, noon("2025-03-01"));
      await night("2025-06-02", 0);
      await publish({ mode: "per_award", months: 12 }, noon("2025-08-01"));
      await post(anna, 50, noon("2025-10-05"));
      await night("2025-08-02", 0);
      await night("2026-08-01", 0);
      await night("2026-08-02", 100);
      await night("2026-10-05", 0);
      await night("2026-10-06", 50);
    },
    anna: nothing,
  },
  {
    // By award until 1 June 2025, then by inactivity from that day: not touched since, all 100 go after 1 June 2026.
    title: "another kind of expiry starts a clock of its own",
    async play({ anna, post, publish }, night) {
      await post(anna, 100, noon("2024-08-01"));
      await publish({ mode: "inactivity", months: 12 }, noon("2025-06-01"));
      await night("2025-08-02", 0);
      await night("2026-06-01", 0);
      await night("2026-06-02", 100);
    },
    anna: nothing,
  },
  {
    // Shortened to 6 months on 1 June 2025. 100 of 10 January 2025: 10 January 2026 by the old clock, 1 December 2025 by
    // the new one; the earlier. 50 of 10 November 2024: 10 November 2025 by the old one is earlier.
    title: "a shorter term counts from the day it was published, and never lengthens the old one",
    async play({ anna, post, publish }, night) {
      await post(anna, 50, noon("2024-11-10"));
      await post(anna, 100, noon("2025-01-10"));
      await publish({ mode: "per_award", months: 6 }, noon("2025-06-01"));
      await night("2025-11-10", 0);
      await night("2025-11-11", 50);
      await night("2025-12-01", 0);
      await night("2025-12-02", 100);
    },
    anna: nothing,
  },
  {
    // Together: Ben 10 (5 January), Anna 100 (10 January) and 100 of order 1 (10 February), Ben 5 (1 March). The half
    // refunded after the merge is the order's: 50 left. The cup's 40 are the oldest: Ben's 10 and 30 of Anna's 100.
    title: "a merge keeps every date: what is spent after it is the oldest of both, a refund its own order's",
    async play({ anna, ben, post, order, merge, buy, issue }, night) {
      await post(ben, 10, noon("2025-01-05"));
      await post(anna, 100, noon("2025-01-10"));
      await order(noon("2025-02-10"), { orderId: 1 });
      await post(ben, 5, noon("2025-03-01"));
      await merge(noon("2025-07-01"));
      expect(await balanceOf(ben)).toMatchObject({ available: 215 });
      await order(noon("2025-08-01"), { orderId: 1, statusId: 14, refunds: [half] });
      await issue(await buy(ben, noon("2025-09-01")), noon("2025-09-01"));
      await night("2026-01-06", 0);
      await night("2026-01-11", 70);
      await night("2026-02-11", 50);
      await night("2026-03-01", 0);
    },
    anna: nothing,
    ben: { available: 5 },
  },
  {
    // Anna's 100 had expired before the merge. They are gone, not Ben's 30, which have their day.
    title: "what had expired before a merge is not taken from the other",
    async play({ anna, ben, post, merge }, night) {
      await post(anna, 100, noon("2025-01-10"));
      await post(ben, 30, noon("2025-06-01"));
      await night("2026-01-11", 100);
      await merge(noon("2026-02-01"));
      await night("2026-06-01", 0);
      expect(await balanceOf(ben)).toMatchObject({ available: 30 });
      await night("2026-06-02", 30);
    },
    anna: nothing,
    ben: { available: 0 },
  },
  {
    // Bought before the merge with January's points, back in March with Ben: as old as they were.
    title: "points that come back to the heir past their day go in the night after",
    async play({ anna, ben, post, buy, issue, merge, cancel }, night) {
      await post(anna, 40, noon("2025-01-10"));
      const cup = await buy(anna, noon("2025-12-01"));
      await issue(cup, noon("2025-12-01"));
      await merge(noon("2025-12-05"));
      await night("2026-01-11", 0);
      await cancel(cup, noon("2026-03-01"));
      expect(await balanceOf(ben)).toMatchObject({ available: 40 });
      await night("2026-03-02", 40);
    },
    anna: nothing,
    ben: { available: 0 },
  },
  {
    // Last active on 10 January and 5 May; being merged is no activity. Both balances go after 5 May 2026.
    title: "inactivity: merged customers were last active when either was",
    mode: "inactivity",
    async play({ anna, ben, post, merge }, night) {
      await post(anna, 100, noon("2025-01-10"));
      await post(ben, 20, noon("2025-05-05"));
      await merge(noon("2025-09-01"));
      await night("2026-05-05", 0);
      await night("2026-05-06", 120);
    },
    anna: nothing,
    ben: { available: 0 },
  },
  {
    // Refunded on 1 December: the merchant's doing. 50 go a year after the order.
    title: "inactivity: a refund is no activity",
    mode: "inactivity",
    async play({ order }, night) {
      await order(noon("2025-01-10"), { orderId: 1 });
      await order(noon("2025-12-01"), { orderId: 1, statusId: 14, refunds: [half] });
      await night("2026-01-10", 0);
      await night("2026-01-11", 50);
    },
    anna: nothing,
  },
  {
    // An order on 20 December is activity though its 100 are on hold until 20 March: nothing goes in January. Released on
    // 20 March, both live through 20 March 2027.
    title: "inactivity: points that are still on hold keep what can be spent, and are not taken themselves",
    mode: "inactivity",
    document: { earning: { orders: { holdDays: 90 } } },
    async play({ anna, post, order }, night) {
      await post(anna, 30, noon("2025-01-10"));
      await order(noon("2025-12-20"), { orderId: 1 });
      await night("2026-01-11", 0);
      await order(noon("2026-03-20"), { orderId: 1, modifiedAt: noon("2025-12-20") });
      await night("2027-03-20", 0);
      await night("2027-03-21", 130);
    },
    anna: nothing,
  },
  {
    // The night of the 11th is left out while excluded, and made up for when reinstated.
    title: "the balance of an excluded customer is frozen; reinstated, what is over goes in the next night",
    async play({ anna, post }, night) {
      await post(anna, 100, noon("2025-01-10"));
      await db().customer.update({ where: { id: anna }, data: { state: "disabled" } });
      await night("2026-01-11", 0);
      await db().customer.update({ where: { id: anna }, data: { state: "member" } });
      await night("2026-01-20", 100);
    },
    anna: nothing,
  },
  {
    // 31 August and six months: 28 February. 29 February 2024 and twelve: 28 February.
    title: "where the month is shorter, its last day is the last day",
    async play({ anna, post, publish }, night) {
      await publish({ mode: "none" }, noon("2024-01-02"));
      await publish({ mode: "per_award", months: 6 }, noon("2024-01-03"));
      await post(anna, 10, noon("2025-08-31"));
      await night("2026-02-28", 0);
      await night("2026-03-01", 10);
    },
    anna: nothing,
  },
];

test.each(cases)("$title", async ({ mode = "per_award", document = {}, play, anna, ben }) => {
  const store = await openExpiryStore(mode, { document });
  await play(store, async (day, expired) => {
    expect(await store.night(day), `the night of ${day}`).toMatchObject({ expired });
    expect(await store.night(day), `the night of ${day} again`).toMatchObject({ expired: 0 });
  });
  expect(await balanceOf(store.anna)).toMatchObject(anna ?? {});
  expect(await balanceOf(store.ben)).toMatchObject(ben ?? nothing);
  expect(await ledgerDifferences(store.storeId)).toEqual([]);
});
