import { describe, expect, test } from "vitest";
import {
  type ActionKind,
  type ActionLimit,
  limitOf,
  limitWindowStart,
} from "@/lib/loyalty/actions/action-limit";
import { birthdayRefusal, birthdaysOn, parseDateOfBirth } from "@/lib/loyalty/actions/birthday";
import { decideActivity } from "@/lib/loyalty/actions/decide-activity";

describe("limit windows begin in the store's zone", () => {
  // 2026-03-09T02:30Z is Sunday 8 March, 22:30 in New York, where clocks went forward that day.
  const now = new Date("2026-03-09T02:30:00Z");
  test.each<[ActionLimit["per"], string | null]>([
    ["day", "2026-03-08T05:00:00.000Z"],
    ["week", "2026-03-02T05:00:00.000Z"],
    ["month", "2026-03-01T05:00:00.000Z"],
    ["year", "2026-01-01T05:00:00.000Z"],
    ["lifetime", null],
  ])("%s", (per, start) => {
    const from = limitWindowStart({ kind: "custom", limit: { count: 1, per } }, now, "America/New_York");
    expect(from?.toISOString() ?? null).toBe(start);
  });
  test("a birthday counts by a rolling year", () => {
    const from = limitWindowStart({ kind: "birthday", limit: { count: 1, per: "year" } }, now, "UTC");
    expect(from?.toISOString()).toBe("2025-04-13T00:00:00.000Z");
  });
});

test.each<[ActionKind, ActionLimit | null, ActionLimit | null]>([
  ["sign_up", null, { count: 1, per: "lifetime" }],
  ["newsletter", null, { count: 1, per: "lifetime" }],
  ["visit", null, { count: 1, per: "day" }],
  ["birthday", { count: 9, per: "day" }, { count: 1, per: "year" }],
  ["custom", null, null],
  ["custom", { count: 3, per: "week" }, { count: 3, per: "week" }],
])("the limit of %s with %j is %j", (kind, limit, expected) => {
  expect(limitOf({ kind, limit })).toEqual(expected);
});

describe("birthdays", () => {
  test.each([
    ["2026-03-01", [301]],
    ["2027-02-28", [228, 229]],
    ["2028-02-28", [228]],
    ["2028-02-29", [229]],
  ])("on %s those of %j are celebrated", (day, birthdays) => {
    expect(birthdaysOn(day)).toEqual(birthdays);
  });
  test("a date entered 30 days before is paid, 29 days before not", () => {
    expect(birthdayRefusal("2026-03-31", new Date("2026-03-01T23:00:00Z"), "UTC")).toBeNull();
    expect(birthdayRefusal("2026-03-31", new Date("2026-03-02T00:00:00Z"), "UTC")?.why).toBe(
      "birthday.entered_late",
    );
  });
  test.each([
    ["1990-02-28", true],
    ["1990-02-29", false],
    ["1004-02-29", true],
    ["1899-12-31", false],
    ["2026-11-25", false],
    ["90-1-1", false],
  ])("%s is a date of birth: %s", (text, isOne) => {
    expect(parseDateOfBirth(text, "2026-11-24") !== null).toBe(isOne);
  });
});

describe("decisions", () => {
  const action = {
    key: "quiz",
    kind: "custom" as const,
    points: 25,
    limit: { count: 2, per: "day" as const },
  };
  const decide = (awardedInWindow: number, customerState: "member" | "disabled" = "member") =>
    decideActivity({ action, customerState, awardedInWindow, refusal: null });
  test("within the limit it is paid, at the limit refused with the figures", () => {
    expect(decide(1)).toMatchObject({ outcome: "awarded", points: 25 });
    expect(decide(2)).toMatchObject({ outcome: "refused", points: 0 });
    expect(decide(2).explanation.rules).toEqual([
      {
        key: "quiz",
        outcome: "failed",
        why: "action.limit_reached",
        inputs: { count: 2, limit: 2, per: "day" },
      },
    ]);
  });
  test("an excluded customer is never paid", () => {
    expect(decide(0, "disabled").explanation.rules[0]?.why).toBe("customer.disabled");
  });
});
