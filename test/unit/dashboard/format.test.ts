import { describe, expect, test } from "vitest";
import { addDays, dayInZone, formatDuration, formatRelative } from "@/lib/format/format-date";
import { decimalToMinor, formatMoney, minorToDecimal } from "@/lib/format/format-money";
import { formatChange, formatPoints, percentChange } from "@/lib/format/format-points";

describe("money", () => {
  test.each([
    [4250, "USD", 2, "$42.50"],
    [-5, "USD", 2, "-$0.05"],
    [4250, "JPY", 0, "¥4,250"],
    [1234, "KWD", 3, "KWD 1.234"],
    [9007199254740991, "USD", 2, "$90,071,992,547,409.91"],
  ])("%i minor units of %s with %i decimals read %s", (minor, currency, decimals, text) => {
    // Intl puts a no-break space between code and amount.
    expect(formatMoney(minor, currency, decimals).replace("\u00a0", " ")).toBe(text);
  });

  test.each([
    ["42.50", 2, 4250],
    ["42.5", 2, 4250],
    [" 7 ", 2, 700],
    ["4250", 0, 4250],
    ["0.001", 2, null],
    ["1.5", 0, null],
    ["-1", 2, null],
    ["1,000", 2, null],
    ["1e3", 2, null],
    ["", 2, null],
  ])("%j with %i decimals is %j minor units", (text, decimals, minor) => {
    expect(decimalToMinor(text, decimals)).toBe(minor);
  });

  test("there and back loses nothing", () => {
    for (const minor of [0, 1, 99, 100, 4250, 123456789]) {
      for (const decimals of [0, 2, 3]) {
        expect(decimalToMinor(minorToDecimal(minor, decimals), decimals)).toBe(minor);
      }
    }
  });
});

describe("points", () => {
  test("a change always shows its sign, with a minus as wide as the plus", () => {
    expect([formatChange(1200), formatChange(-40), formatChange(0)]).toEqual(["+1,200", "\u221240", "0"]);
  });

  test("one point is singular, also when it goes", () => {
    const label = { one: "Sprig", other: "Sprigs" };
    expect([1, -1, 0, 42].map((value) => formatPoints(value, label))).toEqual([
      "1 Sprig",
      "-1 Sprig",
      "0 Sprigs",
      "42 Sprigs",
    ]);
  });

  test("growth from nothing has no percentage", () => {
    expect([
      percentChange(5, 0),
      percentChange(0, 0),
      percentChange(150, 100),
      percentChange(0, 100),
    ]).toEqual([null, null, 50, -100]);
  });
});

describe("days and times", () => {
  test("a day is the store's: the same instant is yesterday in New York and today in Tokyo", () => {
    const at = new Date("2026-11-24T03:00:00Z");
    expect(dayInZone(at, "America/New_York")).toBe("2026-11-23");
    expect(dayInZone(at, "Asia/Tokyo")).toBe("2026-11-24");
  });

  test("days are counted over months, leap days and clock changes", () => {
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-10-31", 2)).toBe("2026-11-02");
  });

  test.each([
    [10, "just now"],
    [90, "1 minute ago"],
    [3 * 3600, "3 hours ago"],
    [86_400, "yesterday"],
    [400 * 86_400, "last year"],
  ])("%i seconds ago reads %s", (seconds, text) => {
    const now = Date.parse("2026-11-24T12:00:00Z");
    expect(formatRelative(new Date(now - seconds * 1000).toISOString(), now)).toBe(text);
  });

  test("durations are short", () => {
    expect([640, 4_200, 185_000].map(formatDuration)).toEqual(["640 ms", "4.2 s", "3 min"]);
  });
});
