import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { addDays, addMonths, daysBetween } from "@/lib/loyalty/local-day";

test.each([
  ["2025-01-31", 1, "2025-02-28"],
  ["2024-01-31", 1, "2024-02-29"],
  ["2024-02-29", 12, "2025-02-28"],
  ["2025-08-31", 6, "2026-02-28"],
  ["2025-12-15", 1, "2026-01-15"],
  ["2025-03-31", -1, "2025-02-28"],
])("%s and %i months is %s", (day, months, expected) => {
  expect(addMonths(day, months)).toBe(expected);
});

test("days and months are those of the calendar, over leap years and centuries", () => {
  const first = Temporal.PlainDate.from("1999-12-28");
  for (let step = 0; step < 3_000; step += 1) {
    const day = first.add({ days: step * 13 });
    const text = day.toString();
    const days = (step % 800) - 400;
    const months = (step % 130) - 10;
    expect(addDays(text, days)).toBe(day.add({ days }).toString());
    expect(addMonths(text, months)).toBe(day.add({ months }).toString());
    expect(daysBetween(text, day.add({ days }).toString())).toBe(days);
  }
});

test("what is no day is refused", () => {
  expect(() => addDays("2025-13-01", 1)).toThrow(RangeError);
  expect(() => addDays("soon", 1)).toThrow(RangeError);
  expect(() => addMonths("", 1)).toThrow(RangeError);
});
