import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate } from "@/lib/loyalty/allocate";
import { mulDiv, multiply, parseDecimal, scale } from "@/lib/loyalty/ratio";

const amount = fc.oneof(
  fc.integer({ min: 0, max: 5000 }),
  fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
);
const small = fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 1_000_000_000 }));

describe("exact arithmetic", () => {
  test("mulDiv equals BigInt arithmetic for every rounding, however large the product", () => {
    fc.assert(
      fc.property(amount, small, small, (a, b, divisor) => {
        const product = BigInt(a) * BigInt(b);
        const down = product / BigInt(divisor);
        fc.pre(down < BigInt(Number.MAX_SAFE_INTEGER));
        const remainder = product % BigInt(divisor);
        expect(BigInt(mulDiv(a, b, divisor, "down"))).toBe(down);
        expect(BigInt(mulDiv(a, b, divisor, "up"))).toBe(remainder > 0n ? down + 1n : down);
        const nearest = remainder * 2n >= BigInt(divisor) && remainder > 0n ? down + 1n : down;
        expect(BigInt(mulDiv(a, b, divisor, "nearest"))).toBe(nearest);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ["1", 1, 1],
    ["0.50", 1, 2],
    ["12.345", 2469, 200],
    ["0", 0, 1],
    ["000.10", 1, 10],
  ])("%s is %i/%i", (text, numerator, denominator) => {
    expect(parseDecimal(text)).toEqual({ numerator, denominator });
  });

  test.each(["", "-1", "1e3", ".5", "1.", "1.1234567", "1,5", " 1", "NaN"])(
    "%j is no plain decimal",
    (text) => {
      expect(() => parseDecimal(text)).toThrow(RangeError);
    },
  );

  test("products are in lowest terms", () => {
    const ratio = multiply(parseDecimal("0.10"), parseDecimal("2.5"));
    expect(ratio).toEqual({ numerator: 1, denominator: 4 });
    expect(scale(10, ratio, "nearest")).toBe(3);
  });

  test("a ratio beyond the safe integers is refused, not rounded", () => {
    const huge = { numerator: Number.MAX_SAFE_INTEGER, denominator: 1 };
    expect(() => multiply(huge, huge)).toThrow(RangeError);
  });
});

describe("largest remainder", () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 12 });

  test("parts add up, are fair to within one, and do not depend on the order of the lines", () => {
    fc.assert(
      fc.property(amount, weights, (total, list) => {
        const shares = list.map((weight, index) => ({ lineId: index + 1, weight }));
        const sum = list.reduce((a, b) => a + b, 0);
        const parts = allocate(total, shares);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(sum === 0 ? 0 : total);
        for (const [index, part] of parts.entries()) {
          const exact = sum === 0 ? 0n : (BigInt(total) * BigInt(list[index] ?? 0)) / BigInt(sum);
          expect([exact, exact + 1n]).toContain(BigInt(part));
        }
        expect(allocate(total, [...shares].reverse()).reverse()).toEqual(parts);
      }),
      { numRuns: 1000 },
    );
  });

  test("no part of an amount up to the sum of the weights exceeds its own weight", () => {
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const total = Math.floor(list.reduce((a, b) => a + b, 0) * share);
        const parts = allocate(
          total,
          list.map((weight, index) => ({ lineId: index, weight })),
        );
        for (const [index, part] of parts.entries()) expect(part).toBeLessThanOrEqual(list[index] ?? 0);
      }),
    );
  });
});
