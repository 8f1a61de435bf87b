import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalPlacesOf, moneyToMinor, sumToMinor } from "@/lib/bigcommerce/map/money";

describe("moneyToMinor", () => {
  it.each([
    ["63.6400", 2, 6364],
    ["0.0000", 2, 0],
    ["-5.50", 2, -550],
    ["1.005", 2, 101],
    ["-1.005", 2, -101],
    ["1.0049", 2, 100],
    ["1500.0000", 0, 1500],
    ["1500.5000", 0, 1501],
    ["12.3456", 3, 12346],
    [50, 2, 5000],
    [109.11, 2, 10911],
    [1.005, 2, 101],
    [0.1 + 0.2, 2, 30],
    [49.990000000000002, 2, 4999],
    [-0.001, 2, 0],
    [99999999999.99, 2, 9999999999999],
  ])("%s with %i places is %i minor units", (amount, places, minor) => {
    expect(moneyToMinor(amount, places)).toBe(minor);
  });

  it("refuses amounts a number can no longer hold exactly", () => {
    expect(() => moneyToMinor(1e11, 2)).toThrow(RangeError);
    expect(() => moneyToMinor(Number.NaN, 2)).toThrow(RangeError);
    expect(() => moneyToMinor("99999999999999999.00", 2)).toThrow(RangeError);
  });

  it("loses nothing of any amount that travelled as a JSON number", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9_999_999_999_999, max: 9_999_999_999_999 }),
        fc.constantFrom(0, 2, 3),
        (minor, places) => {
          const digits = String(Math.abs(minor)).padStart(places + 1, "0");
          const whole = digits.slice(0, digits.length - places);
          const json = `${minor < 0 ? "-" : ""}${whole}${places ? `.${digits.slice(-places)}` : ""}`;
          fc.pre(Math.abs(Number(json)) < 1e11);
          expect(moneyToMinor(JSON.parse(json), places)).toBe(minor === 0 ? 0 : minor);
          expect(moneyToMinor(json, places)).toBe(minor === 0 ? 0 : minor);
        },
      ),
    );
  });

  it("adds before it rounds", () => {
    expect(sumToMinor(["0.0050", "0.0050", 0.01], 2)).toBe(2);
  });
});

describe("decimalPlacesOf", () => {
  it("takes what the store configured where it is finer than the standard", () => {
    expect(decimalPlacesOf("USD", new Map([["USD", 4]]))).toBe(4);
    expect(decimalPlacesOf("JPY", new Map([["JPY", 2]]))).toBe(2);
    expect([
      decimalPlacesOf("JPY"),
      decimalPlacesOf("KWD"),
      decimalPlacesOf("EUR"),
      decimalPlacesOf("?"),
    ]).toEqual([0, 3, 2, 2]);
  });

  // Ten lines at 0.50 are 5.00, not ten times 1.
  it("keeps the cents of a currency whose cents the store hides", () => {
    const places = decimalPlacesOf("USD", new Map([["USD", 0]]));
    expect(places).toBe(2);
    expect(moneyToMinor("0.50", places) * 10).toBe(500);
    expect(decimalPlacesOf("KWD", new Map([["KWD", 2]]))).toBe(3);
  });
});
