import { describe, expect, test } from "vitest";
import {
  datePoints,
  dueWarnings,
  type ExpiryRules,
  expiringPoints,
  pointsDue,
} from "@/lib/loyalty/expiry/expiring-points";
import { expiryClocks, lastDayOf } from "@/lib/loyalty/expiry/expiry-clocks";

const rules: ExpiryRules = {
  mode: "per_award",
  clocks: [{ startDay: "2025-01-01", months: 12 }],
  warnDays: [30, 1],
  timeZone: "America/New_York",
  throughDay: null,
};
const jan = { day: "2025-01-10", points: 100 };
const jun = { day: "2025-06-20", points: 50 };
const of = (gone: number, available: number) => ({
  lots: [jan, jun],
  gone,
  available,
  lastActiveDay: "2025-06-20",
});

describe("first in, first out", () => {
  // 100 of 10 January can be spent through 10 January of the next year, 50 of 20 June through 20 June.
  test.each([
    ["nothing spent", of(0, 150), "2026-01-10", 0],
    ["nothing spent, a day later", of(0, 150), "2026-01-11", 100],
    ["30 spent: 100 − 30", of(30, 120), "2026-01-11", 70],
    ["120 spent: nothing of January is left", of(120, 30), "2026-01-11", 0],
    ["100 expired before and nothing since: 150 − 100", of(100, 50), "2026-06-21", 50],
    ["a debt: nothing is available", of(170, 0), "2026-06-21", 0],
    ["spent while we looked: never more than is there", of(0, 40), "2026-01-11", 40],
  ])("%s", (_, history, today, points) => {
    expect(pointsDue(history, rules, today)).toBe(points);
  });

  test("the next to go are named with the instant they go: local midnight after their last day", () => {
    expect(expiringPoints(of(30, 120), rules)).toEqual({ points: 70, at: new Date("2026-01-11T05:00:00Z") });
    expect(expiringPoints(of(120, 30), rules)).toEqual({ points: 30, at: new Date("2026-06-21T04:00:00Z") });
    expect(expiringPoints(of(150, 0), rules)).toBeNull();
  });

  test("what came back after its night was done goes in the next one, together with what is due then", () => {
    // The 100 of January were due on the 11th; the night of 20 June is done, in which the 50 of June could still be
    // spent: all 150 go when 21 June begins.
    const at = new Date("2026-06-21T04:00:00Z");
    expect(expiringPoints(of(0, 150), { ...rules, throughDay: "2026-06-20" })).toEqual({ points: 150, at });
    const march = { ...rules, throughDay: "2026-03-01" };
    expect(expiringPoints(of(0, 150), march)).toEqual({ points: 100, at: new Date("2026-03-02T05:00:00Z") });
  });
});

test("inactivity takes the whole balance after months without activity", () => {
  const idle: ExpiryRules = { ...rules, mode: "inactivity" };
  expect(datePoints(of(30, 120), idle)).toEqual([{ points: 120, lastDay: "2026-06-20" }]);
  expect(datePoints({ ...of(0, 5), lastActiveDay: null }, idle)).toEqual([
    { points: 5, lastDay: "2026-01-01" },
  ]);
});

describe("clocks", () => {
  const set = (day: string, months: number, mode: "none" | "per_award" | "inactivity" = "per_award") => ({
    day,
    months,
    mode,
  });
  test.each([
    ["off", [set("2025-05-01", 12, "none"), set("2025-01-01", 12)], []],
    ["published again", [set("2025-05-01", 12), set("2025-01-01", 12)], [["2025-01-01", 12]]],
    [
      "off and on",
      [set("2025-05-01", 12), set("2025-03-01", 12, "none"), set("2025-01-01", 12)],
      [["2025-05-01", 12]],
    ],
    ["another mode", [set("2025-05-01", 12), set("2025-01-01", 12, "inactivity")], [["2025-05-01", 12]]],
    ["made longer", [set("2025-05-01", 24), set("2025-01-01", 12)], [["2025-01-01", 24]]],
    [
      "made shorter",
      [set("2025-05-01", 6), set("2025-01-01", 12)],
      [
        ["2025-05-01", 6],
        ["2025-01-01", 12],
      ],
    ],
  ])("%s", (_, history, clocks) => {
    expect(expiryClocks(history).map(({ startDay, months }) => [startDay, months])).toEqual(clocks);
  });

  test("points older than the clock count from its start; the earlier of two clocks decides; months end early", () => {
    expect(lastDayOf("2020-01-01", [{ startDay: "2025-05-01", months: 12 }])).toBe("2026-05-01");
    const shortened = [
      { startDay: "2025-05-01", months: 6 },
      { startDay: "2024-01-01", months: 12 },
    ];
    // max(1 June 2024, 1 May 2025) + 6 = 1 November 2025; 1 June 2024 + 12 = 1 June 2025.
    expect(lastDayOf("2024-06-01", shortened)).toBe("2025-06-01");
    expect(lastDayOf("2025-04-30", shortened)).toBe("2025-11-01");
    expect(lastDayOf("2025-08-31", [{ startDay: "2025-01-01", months: 6 }])).toBe("2026-02-28");
  });
});

test("warnings come on their day, once after an outage, never for what is gone", () => {
  const history = of(0, 150);
  // 100 go on 11 January: warned 30 days before, 12 December, and 1 day before, 10 January.
  const warned = (after: string, today: string) =>
    dueWarnings(history, rules, { after, today }).map(({ points, daysBefore }) => [points, daysBefore]);
  expect(warned("2025-12-10", "2025-12-11")).toEqual([]);
  expect(warned("2025-12-11", "2025-12-12")).toEqual([[100, 30]]);
  expect(warned("2025-12-12", "2025-12-13")).toEqual([]);
  expect(warned("2025-12-01", "2026-01-10")).toEqual([[100, 1]]);
  expect(warned("2026-01-09", "2026-01-11")).toEqual([]);
});
