import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEntries, sumOfEntries } from "@/lib/loyalty/posting-sums";
import {
  planBreakage,
  planCapture,
  planHold,
  planHoldRelease,
  planReturn,
  planUse,
} from "@/lib/loyalty/rewards/plan-redemption";
import { codeBytes, codeFromBytes, normalizeCode } from "@/lib/loyalty/rewards/reward-code";

test("a code is upper case, without letters and digits that look alike, and fits BigCommerce", () => {
  const bytes = fc.uint8Array({ minLength: codeBytes, maxLength: codeBytes });
  fc.assert(
    fc.property(bytes, (chance) => {
      const code = codeFromBytes(chance, "LOYALTY2026X");
      expect(code).toMatch(/^LOYALTY2026X(-[2-9A-HJ-NP-Z]{4}){4}$/);
      expect(code.length).toBeLessThanOrEqual(50);
    }),
  );
});

test("each byte decides one of 32 letters: 16 of them are 80 bits", () => {
  const letters = new Set(
    Array.from(
      { length: 256 },
      (_, byte) => codeFromBytes(new Uint8Array(16).fill(byte), "").replaceAll("-", "")[0],
    ),
  );
  expect(letters.size).toBe(32);
  expect(() => codeFromBytes(new Uint8Array(15), "")).toThrow(RangeError);
});

test("a code is found however it was typed", () => {
  expect(normalizeCode(" lrl-2a3b ")).toBe("LRL-2A3B");
});

test("every move sums to zero, and what comes back pays a debt first", () => {
  const debtor = { pending: 0, available: 0, held: 500, debt: -120 };
  const moves = [
    planHold(500),
    planCapture(500),
    planUse(500),
    planBreakage(500),
    planHoldRelease(500, debtor),
    planReturn(500, true, debtor),
    planReturn(500, false, debtor),
  ];
  expect(moves.map(sumOfEntries)).toEqual(moves.map(() => 0));
  expect(applyEntries(debtor, planHoldRelease(500, debtor))).toEqual({
    pending: 0,
    available: 380,
    held: 0,
    debt: 0,
  });
});
