import { describe, expect, test } from "vitest";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { evaluate, line, order, program, reasons } from "./order-factory";

type Row = [what: string, orders: Parameters<typeof program>[0], facts: Partial<OrderFacts>, points: number];

/** 20 % tax: 120.00 paid of which 100.00 without tax. */
const taxed = line(1, 12_000, { totalIncTaxMinor: 12_000, totalExTaxMinor: 10_000 });

describe("what of an order earns", () => {
  test.each<Row>([
    // 100.00 × 1 per 1.00
    ["one point per dollar", {}, {}, 100],
    // paid 120.00 inc; 120.00 × 100/120 = 100.00
    ["tax is left out by default", {}, { lines: [taxed] }, 100],
    ["tax counts when switched on", { base: { tax: true } }, { lines: [taxed] }, 120],
    // the line cost 120.00 inc before discounts, 90.00 after: 90.00 × 100/120 = 75.00
    [
      "points come from what was paid after discounts",
      {},
      { lines: [{ ...taxed, paidIncTaxMinor: 9000 }] },
      75,
    ],
    // 10.01 × 1000/1210 = 8.2727… → 8.27, times 100 per 1.00 = 827
    [
      "tax comes off half-up to the minor unit",
      { rate: { points: 100, per: "1.00" } },
      { lines: [line(1, 1001, { totalIncTaxMinor: 1210, totalExTaxMinor: 1000 })] },
      827,
    ],
    // 0.15 × 100/120 = 0.125 → half up 0.13, times 100 per 1.00 = 13
    [
      "a half minor unit rounds up",
      { rate: { points: 100, per: "1.00" } },
      { lines: [line(1, 15, { totalIncTaxMinor: 12_000, totalExTaxMinor: 10_000 })] },
      13,
    ],
    // lines rounded one by one: 0.15 → 0.13 each, 0.26 × 100 = 26 (together 0.30 × 100/120 = 0.25 would be 25)
    [
      "tax comes off line by line",
      { rate: { points: 100, per: "1.00" } },
      {
        lines: [1, 2].map((id) => line(id, 15, { totalIncTaxMinor: 12_000, totalExTaxMinor: 10_000 })),
      },
      26,
    ],
    ["a free line gives nothing", {}, { lines: [line(1, 0), line(2, 500)] }, 5],
    ["shipping is left out by default", {}, { shippingIncTaxMinor: 1200, shippingExTaxMinor: 1000 }, 100],
    // 100.00 + 10.00
    [
      "shipping without tax",
      { base: { shipping: true } },
      { shippingIncTaxMinor: 1200, shippingExTaxMinor: 1000 },
      110,
    ],
    // 100.00 + 12.00
    [
      "shipping with tax",
      { base: { shipping: true, tax: true } },
      { shippingIncTaxMinor: 1200, shippingExTaxMinor: 1000 },
      112,
    ],
    ["store credit counts as paid by default", {}, { storeCreditMinor: 4000 }, 100],
    // 40.00 of 100.00 by store credit: 100.00 × 60/100 = 60.00
    ["minus store credit", { base: { minusStoreCredit: true } }, { storeCreditMinor: 4000 }, 60],
    // total 125.00 with 25.00 shipping, 50.00 by certificate: 100.00 × 75/125 = 60.00
    [
      "a gift certificate is taken off by its share of the whole order",
      { base: { minusGiftCertificates: true } },
      { giftCertificateMinor: 5000, shippingIncTaxMinor: 2500, shippingExTaxMinor: 2500 },
      60,
    ],
    // 100.00 × (100 − 30 − 70)/100 = 0
    [
      "both together never go below nothing",
      { base: { minusStoreCredit: true, minusGiftCertificates: true } },
      { storeCreditMinor: 3000, giftCertificateMinor: 8000 },
      0,
    ],
    [
      "gift certificates bought never earn",
      {},
      { lines: [line(1, 5000), line(2, 9000, { kind: "gift_certificate" })] },
      50,
    ],
    [
      "parts of a bundle are not counted again",
      {},
      { lines: [line(1, 5000), line(2, 2500, { parentLineId: 1 })] },
      50,
    ],
  ])("%s", (_, orders, facts, points) => {
    expect(evaluate(order(facts), program(orders)).points).toBe(points);
  });
});

describe("rates", () => {
  test.each<[string, Parameters<typeof program>[0], Partial<OrderFacts>, number]>([
    // 100.00 / 10 = 10
    ["1 per 10", { rate: { points: 1, per: "10" } }, {}, 10],
    // 99.99 / 10 = 9.999 → 9
    [
      "the fraction is exact, rounding down comes last",
      { rate: { points: 1, per: "10" } },
      { lines: [line(1, 9999)] },
      9,
    ],
    // 100.00 × 3 / 7 = 42.857 → 42
    ["3 per 7", { rate: { points: 3, per: "7" } }, {}, 42],
    // 0.30 / 0.10 = 3, which floats would make 2.999…
    ["0.30 at 1 per 0.10 is 3", { rate: { points: 1, per: "0.10" } }, { lines: [line(1, 30)] }, 3],
    // own rate: 100.00 × 2
    ["a currency's own rate wins", { rates: { EUR: { points: 2, per: "1" } } }, { currency: "EUR" }, 200],
    [
      "other currencies keep the general rate",
      { rates: { EUR: { points: 2, per: "1" } } },
      { currency: "GBP" },
      100,
    ],
    // ¥12345 / 100 = 123.45 → 123
    [
      "yen have no minor unit",
      { rates: { JPY: { points: 1, per: "100" } } },
      { currency: "JPY", decimalPlaces: 0, lines: [line(1, 12_345)] },
      123,
    ],
    // 12.345 KWD × 3 = 37.035 → 37
    [
      "dinars have three places",
      { rates: { KWD: { points: 3, per: "1" } } },
      { currency: "KWD", decimalPlaces: 3, lines: [line(1, 12_345)] },
      37,
    ],
    // 90,071,992,547,409.91 × 10,000 / 1,000 = 900,719,925,474,099.1 → down
    [
      "amounts whose product leaves the safe integers stay exact",
      { rate: { points: 10_000, per: "1000" } },
      { lines: [line(1, 9_007_199_254_740_991)] },
      900_719_925_474_099,
    ],
  ])("%s", (_, orders, facts, points) => {
    expect(evaluate(order(facts), program(orders)).points).toBe(points);
  });

  // 15.50 at 1 per 1.00 is 15.5 points; 15.49 is 15.49
  test.each([
    ["down", 1550, 15],
    ["nearest", 1550, 16],
    ["nearest", 1549, 15],
    ["up", 1501, 16],
    ["up", 1500, 15],
  ])("rounding %s of %i minor units gives %i", (rounding, paid, points) => {
    const document = program({}, {}, { points: { rounding } });
    expect(evaluate(order({ lines: [line(1, paid)] }), document).points).toBe(points);
  });

  test("the whole order is rounded once, not every line", () => {
    // 3 × 0.50 = 1.50 → 1 point; line by line it would be 0
    const lines = [line(1, 50), line(2, 50), line(3, 50)];
    expect(evaluate(order({ lines })).points).toBe(1);
  });
});

describe("exclusions and the minimum", () => {
  const lines = [line(1, 3000, { categoryIds: [5], brandId: 9 }), line(2, 7000)];
  test.each<[string, Parameters<typeof program>[0], Partial<OrderFacts>, number, string]>([
    ["product", { exclude: { productIds: [101] } }, { lines }, 70, "line.product_excluded"],
    ["category", { exclude: { categoryIds: [5] } }, { lines }, 70, "line.category_excluded"],
    ["brand", { exclude: { brandIds: [9] } }, { lines }, 70, "line.brand_excluded"],
    ["channel", { exclude: { channelIds: [1] } }, { lines }, 0, "order.channel_excluded"],
    ["source", { exclude: { sources: ["manual"] } }, { lines, source: "manual" }, 0, "order.source_excluded"],
    [
      "group",
      { exclude: { customerGroupIds: [3] } },
      { lines, customerGroupId: 3 },
      0,
      "order.group_excluded",
    ],
    ["migrated history", {}, { lines, externalSource: "M-MIG" }, 0, "order.migrated"],
    ["earning switched off", { enabled: false }, { lines }, 0, "order.earning_disabled"],
  ])("excluded by %s, and the explanation says so", (_, orders, facts, points, why) => {
    const target = evaluate(order(facts), program(orders));
    expect(target).toMatchObject({ outcome: "earns", points });
    expect(reasons(target)).toContain(why);
  });

  test("migrated history earns when the program lets it", () => {
    expect(
      evaluate(order({ externalSource: "M-MIG" }), program({ exclude: { migrated: false } })).points,
    ).toBe(100);
  });

  test.each<[string, Parameters<typeof program>[0], Partial<OrderFacts>, number]>([
    ["exactly the minimum earns", { minimum: "100.00" }, {}, 100],
    ["a minor unit less earns nothing", { minimum: "100.01" }, {}, 0],
    // 100.00 without the excluded 30.00 is 70.00 < 80.00
    ["it is tested after exclusions", { minimum: "80", exclude: { productIds: [101] } }, { lines }, 0],
    // base 100.00 ≥ 80.00, then 100.00 × 60/100
    [
      "and before store credit",
      { minimum: "80", base: { minusStoreCredit: true } },
      { storeCreditMinor: 4000 },
      60,
    ],
    [
      "a currency may have its own",
      { minimum: "500", rates: { EUR: { points: 1, per: "1", minimum: "50" } } },
      { currency: "EUR" },
      100,
    ],
  ])("minimum: %s", (_, orders, facts, points) => {
    expect(evaluate(order(facts), program(orders)).points).toBe(points);
  });
});
