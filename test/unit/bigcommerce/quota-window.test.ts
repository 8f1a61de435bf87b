import { expect, it } from "vitest";
import { QuotaWindow } from "@/lib/bigcommerce/client/quota-window";

const noHeaders = {
  requestsLeft: null,
  requestsQuota: null,
  resetMs: null,
  windowMs: null,
  retryAfterMs: null,
};

// Where two answers of one window are apart by a millisecond, it ends at 999.9; what is left of it is told rounded up.
const answer = (requestsLeft: number, resetMs: number) => ({
  ...noHeaders,
  requestsLeft,
  requestsQuota: 150,
  resetMs,
});

it("does not take the rounding of a millisecond for the next window, which would hide answers of this one", () => {
  const window = new QuotaWindow();
  window.learn(answer(100, 1_000), { sentAtMs: 0, nowMs: 0.3 });
  window.learn(answer(98, 999), { sentAtMs: 1.7, nowMs: 2 });
  window.learn(answer(90, 1_000), { sentAtMs: 0.05, nowMs: 3 });
  expect(window.left(4)).toBe(90);
});

it("knows an answer of the window before also when rounding puts its end a little later", () => {
  const window = new QuotaWindow();
  window.learn(answer(100, 1_000), { sentAtMs: 0, nowMs: 0.3 });
  expect(window.left(1_000.4)).toBe(150);
  window.learn(answer(20, 999), { sentAtMs: 1.7, nowMs: 1_001 });
  expect(window.left(1_002)).toBe(150);
  expect(window.endsByMs).toBeGreaterThan(2_000);
});

it("counts by the smallest answer of a window, whichever comes last", () => {
  const window = new QuotaWindow();
  window.learn(answer(90, 1_000), { sentAtMs: 0, nowMs: 1 });
  window.learn(answer(95, 999), { sentAtMs: 1, nowMs: 5 });
  expect(window.left(6)).toBe(90);
});

it("takes an answer that ends later than this window can for the next one's", () => {
  const window = new QuotaWindow();
  // Between 1,000 and 1,200, because the answer was 200 ms under way.
  window.learn(answer(5, 1_000), { sentAtMs: 0, nowMs: 200 });
  window.learn(answer(149, 1_500), { sentAtMs: 1_050, nowMs: 1_060 });
  expect(window.left(1_070)).toBe(149);
  expect(window.endsByMs).toBe(2_560);
});

it("counts a call that failed without telling anything", () => {
  const window = new QuotaWindow();
  window.learn(answer(100, 1_000), { sentAtMs: 0, nowMs: 1 });
  window.learn(null, { sentAtMs: 1, nowMs: 2 });
  window.learn(noHeaders, { sentAtMs: 2, nowMs: 3 });
  expect(window.left(4)).toBe(98);
});
