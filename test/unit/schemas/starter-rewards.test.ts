import { expect, test } from "vitest";
import { parseProgram } from "@/lib/schemas/program";
import { starterRewards } from "@/lib/schemas/program/starter-rewards";

const offers = (currency: string, rate: { points: number; per: string }) =>
  starterRewards(currency, rate).map((one) => [one.name, "value" in one ? one.value : null, one.pointsPrice]);

test("about 5 % of what was spent comes back, at round prices", () => {
  // $5 is 5 % of $100, which earns 100 points; free shipping is the price of $150 spent.
  expect(offers("USD", { points: 1, per: "1.00" })).toEqual([
    ["$5 off", "5.00", 100],
    ["$10 off", "10.00", 200],
    ["Free shipping", null, 150],
  ]);
  // 100 × 7 / 3 = 233.3… → 240; 466.6… → 470; 350
  expect(offers("EUR", { points: 7, per: "3.00" })).toEqual([
    ["€5 off", "5.00", 240],
    ["€10 off", "10.00", 470],
    ["Free shipping", null, 350],
  ]);
});

test("currencies without decimals count in hundreds, those with three in units", () => {
  // ¥500 is 5 % of ¥10,000, which earns 100 points at 1 for every ¥100.
  expect(offers("JPY", { points: 1, per: "100" })).toEqual([
    ["¥500 off", "500", 100],
    ["¥1,000 off", "1000", 200],
    ["Free shipping", null, 150],
  ]);
  expect(offers("KWD", { points: 10, per: "1.000" })[0]).toEqual(["KWD\u00a05 off", "5.00", 1_000]);
});

test("even where a point is dear, a reward costs one, and the document is valid", () => {
  const rewards = starterRewards("USD", { points: 1, per: "5000.00" });
  expect(rewards.map(({ pointsPrice }) => pointsPrice)).toEqual([1, 1, 1]);
  expect(parseProgram({ rewards }).rewards).toHaveLength(3);
});
