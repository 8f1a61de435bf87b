import { expect, test } from "vitest";
import { balanceOf } from "@/test/db/ledger/seed";
import { type ExpiryCase, half, noon, nothing, playCase } from "./play-case";

/** Two customers become one: every point keeps its age. */
const cases: ExpiryCase[] = [
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
];

test.each(cases)("$title", playCase);
