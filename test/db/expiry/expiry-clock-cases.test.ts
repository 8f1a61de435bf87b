import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { balanceOf } from "@/test/db/ledger/seed";
import { type ExpiryCase, half, noon, nothing, playCase } from "./play-case";

/** When the months begin, and for whom they do not run. */
const cases: ExpiryCase[] = [
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
];

test.each(cases)("$title", playCase);
