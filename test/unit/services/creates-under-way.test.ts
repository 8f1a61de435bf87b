import { describe, expect, test } from "vitest";
import {
  areCreatesUnderWay,
  areSameCreates,
  createDeadlineMs,
  quietMs,
} from "@/lib/services/redemptions/creates-under-way";

const now = new Date("2026-11-24T12:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);

describe("a create may still make a code", () => {
  test.each([
    ["sent a moment ago, no answer yet", 1, ago(1), true],
    ["one of several not answered, sent just within the time", 2, ago(quietMs - 1), true],
    ["sent so long ago that it has landed or is lost", 1, ago(quietMs), false],
    ["all answered, a moment ago", 0, ago(1), false],
    ["nothing was ever sent", 0, null, false],
  ])("%s", (_, createsUnderWay, createTriedAt, expected) => {
    expect(areCreatesUnderWay({ createsUnderWay, createTriedAt }, now)).toBe(expected);
  });

  test("it is waited for twice as long as a call of ours may take: half of it is BigCommerce's", () => {
    expect(quietMs).toBeGreaterThanOrEqual(2 * createDeadlineMs);
  });
});

describe("what a look-up proved", () => {
  const seen = { createsUnderWay: 1, createTriedAt: ago(90_000), bcPromotionId: 7n };

  test("still holds when nothing was sent, answered or to be sent elsewhere since", () => {
    expect(areSameCreates({ ...seen, createTriedAt: ago(90_000) }, seen)).toBe(true);
    const never = { createsUnderWay: 0, createTriedAt: null, bcPromotionId: null };
    expect(areSameCreates({ ...never }, never)).toBe(true);
  });

  test.each([
    ["another create was answered", { createsUnderWay: 0 }],
    ["another create was sent and answered", { createTriedAt: ago(1) }],
    ["the first create was sent", { createTriedAt: null }],
    ["the code is to be under another promotion", { bcPromotionId: 8n }],
    ["the code is to be under none", { bcPromotionId: null }],
  ])("is worth nothing once %s", (_, change) => {
    expect(areSameCreates({ ...seen, ...change }, seen)).toBe(false);
    expect(areSameCreates(seen, { ...seen, ...change })).toBe(false);
  });
});
