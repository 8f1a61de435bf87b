import fc from "fast-check";
import { expect, test } from "vitest";
import { sliderOf, valueFor } from "@/components/widget/rewards/judge-reward";
import type { PointsProduct } from "@/lib/schemas/storefront/rewards";

const variable = (step: number, min: number, max: number | null, value = 1) =>
  ({
    exchange_type: "variable",
    points_price: null,
    variable_points_step: step,
    variable_points_min: min,
    variable_points_max: max,
    variable_points_step_reward_value: value,
  }) as PointsProduct;

test("the slider ends where the balance does, on a step", () => {
  expect(sliderOf(variable(100, 200, 1000), 555)).toEqual({ min: 200, max: 500, step: 100 });
  expect(sliderOf(variable(100, 200, 1000), 5000)).toEqual({ min: 200, max: 1000, step: 100 });
  expect(sliderOf(variable(100, 200, null), 950)).toEqual({ min: 200, max: 900, step: 100 });
  expect(sliderOf(variable(100, 200, 1000), 199)).toBeNull();
});

test("whatever the balance, the slider never offers more than it or than the most, and only whole steps", () => {
  const some = fc.record({
    step: fc.integer({ min: 1, max: 500 }),
    from: fc.nat(9),
    more: fc.nat(50),
    balance: fc.nat(50_000),
  });
  fc.assert(
    fc.property(some, ({ step, from, more, balance }) => {
      const min = step * (from + 1);
      const max = min + step * more;
      const slider = sliderOf(variable(step, min, max), balance);
      if (!slider) return balance < min;
      return (
        slider.max <= Math.min(max, balance) &&
        (slider.max - min) % step === 0 &&
        slider.max + step > Math.min(max, balance)
      );
    }),
  );
});

test("money on the slider has no error of a fraction", () => {
  expect(valueFor(variable(10, 10, null, 0.1), 30)).toBe(0.3);
  expect(valueFor(variable(100, 100, null, 5), 300)).toBe(15);
});
