import { expect, test } from "vitest";
import { pauseAfterTry } from "@/lib/services/redemptions/issue-round";

test.each([
  [900, [1, 2, 4, 8, 15, 30, 60, 60]],
  [5, [1, 2, 2, 8, 15, 30, 60, 60]],
])("with %d s to give up a try comes just then, and later ones once a minute", (giveUpSeconds, expected) => {
  const pauses = expected.map((_, index) => pauseAfterTry(index + 1, giveUpSeconds));
  expect(pauses).toEqual(expected);
});
