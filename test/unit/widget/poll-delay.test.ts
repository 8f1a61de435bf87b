import fc from "fast-check";
import { expect, test } from "vitest";
import { pollDelay } from "@/components/widget/client/poll-delay";

const calm = { open: true, quiet: 0, failures: 0, retryAfterSeconds: 0 };

test("an open panel looks every three seconds for two minutes, then ever less often, but every ten", () => {
  const delays = Array.from({ length: 60 }, (_, quiet) => pollDelay({ ...calm, quiet }));
  expect(delays.slice(0, 41)).toEqual(Array(41).fill(3000));
  expect(delays).toEqual(delays.toSorted((a, b) => a - b));
  expect(delays.at(-1)).toBe(10_000);
});

test("a closed panel looks every fifteen seconds, once a minute in the end", () => {
  expect(pollDelay({ ...calm, open: false })).toBe(15_000);
  expect(pollDelay({ ...calm, open: false, quiet: 100 })).toBe(60_000);
});

test("failures slow it down, and it waits at least as long as it was told", () => {
  expect(pollDelay({ ...calm, failures: 1 })).toBe(4000);
  expect(pollDelay({ ...calm, failures: 50 })).toBe(60_000);
  expect(pollDelay({ ...calm, failures: 1, retryAfterSeconds: 42 })).toBe(42_000);
});

test("never more than twenty looks a minute, whatever happens", () => {
  const situation = fc.record({
    open: fc.boolean(),
    quiet: fc.nat(1000),
    failures: fc.nat(1000),
    retryAfterSeconds: fc.nat(600),
  });
  fc.assert(fc.property(situation, (some) => pollDelay(some) >= 3000 && pollDelay(some) <= 600_000));
});
