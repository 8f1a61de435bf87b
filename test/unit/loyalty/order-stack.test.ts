import { describe, expect, test } from "vitest";
import { evaluate, line, ofQuantity, order, program, refund } from "./order-factory";

const gold = { vip: { tierKey: "gold", multiplier: "1.5" } };
const tier = { key: "gold", name: "Gold", milestone: "500", multiplier: "1.5" };

function campaign(more: object) {
  return { key: "spring", name: "Spring", startsAt: "2026-03-01T00:00", endsAt: "2026-04-01T00:00", ...more };
}
const double = campaign({ effect: { kind: "multiplier", multiplier: "2" } });
const bonus = campaign({ key: "gift", effect: { kind: "bonus", points: 250 } });
const withCampaigns = (...campaigns: object[]) => program({}, { campaigns }, { vip: { tiers: [tier] } });

describe("stacking: base → VIP → campaigns", () => {
  test("each keeps its own line, multiplied from the base and not from each other", () => {
    // base 101.99 → 101; VIP 101.99 × 0.5 = 50.995 → 50; campaign 101.99 × 1 = 101.99 → 101
    const target = evaluate(order({ lines: [line(1, 10_199)] }), withCampaigns(double, bonus), {
      context: gold,
    });
    expect(target.rules).toEqual([
      { rule: "base", points: 101 },
      { rule: "vip:gold", points: 50 },
      { rule: "campaign:spring", points: 101 },
      { rule: "campaign:gift", points: 250 },
    ]);
    expect(target.points).toBe(101 + 50 + 101 + 250);
  });

  test("a multiplier of 1 adds nothing", () => {
    const target = evaluate(order(), program(), { context: { vip: { tierKey: "base", multiplier: "1" } } });
    expect(target.rules).toEqual([{ rule: "base", points: 100 }]);
  });

  test.each([
    ["limited to a product", { productIds: [102] }, {}, 100 + 40],
    ["limited to a category", { categoryIds: [5] }, {}, 100 + 60],
    ["limited to a tier the customer has", { tierKeys: ["gold"] }, gold, 100 + 50 + 100],
    ["limited to a tier the customer lacks", { tierKeys: ["gold"] }, {}, 100],
    ["limited to another channel", { channelIds: [2] }, {}, 100],
    ["for first orders, on a first order", { firstOrderOnly: true }, { isFirstOrder: true }, 200],
    ["for first orders, on a later one", { firstOrderOnly: true }, {}, 100],
  ])("a double-points campaign %s", (_, more, context, points) => {
    // 60.00 in category 5 (product 101) and 40.00 (product 102)
    const lines = [line(1, 6000, { categoryIds: [5] }), line(2, 4000)];
    expect(evaluate(order({ lines }), withCampaigns({ ...double, ...more }), { context }).points).toBe(
      points,
    );
  });

  test("a campaign's points go with the lines they came from", () => {
    const lines = [line(1, 6000, { categoryIds: [5] }), line(2, 4000)];
    const facts = order({ lines, refunds: [refund(1, 6000, [ofQuantity(1, 1)])] });
    const limited = withCampaigns({ ...double, categoryIds: [5] }, { ...bonus, categoryIds: [5] });
    // Without line 1 nothing is left in category 5: neither its double points nor the bonus.
    expect(evaluate(facts, limited)).toMatchObject({ points: 40, award: 100 + 60 + 250 });
  });

  // Placed 10 March 09:00 UTC
  test.each([
    ["ends when it says, exclusive", { endsAt: "2026-03-10T09:00" }, "UTC", 100],
    ["begins when it says, inclusive", { startsAt: "2026-03-10T09:00" }, "UTC", 200],
    // 10:00 in Paris (UTC+1) is 09:00 UTC
    ["is in the store's zone", { startsAt: "2026-03-10T10:00" }, "Europe/Paris", 200],
    ["is in the store's zone, a minute later", { startsAt: "2026-03-10T10:01" }, "Europe/Paris", 100],
    // 05:00 in New York is 09:00 UTC: daylight saving began there on 8 March 2026 (UTC−4)
    ["follows daylight saving", { startsAt: "2026-03-10T05:00" }, "America/New_York", 200],
    ["follows daylight saving, a minute later", { startsAt: "2026-03-10T05:01" }, "America/New_York", 100],
    // Not a zone of the time-zone database: as elsewhere, such a store's days are UTC's
    ["is in UTC where the zone is none", { startsAt: "2026-03-10T09:00" }, "Pacific Time (US & Canada)", 200],
    ["is in UTC, a minute later", { startsAt: "2026-03-10T09:01" }, "Pacific Time (US & Canada)", 100],
  ])("a campaign %s", (_, more, timeZone, points) => {
    expect(evaluate(order(), withCampaigns({ ...double, ...more }), { context: { timeZone } }).points).toBe(
      points,
    );
  });

  test("a time the clock skips counts as the later one, a time it repeats as the first", () => {
    // Paris skips 02:30 on 29 March 2026: it is 03:30 there, 01:30 UTC
    const skipped = withCampaigns({ ...double, startsAt: "2026-03-29T02:30" });
    const placed = (createdAt: string) => order({ createdAt });
    const context = { timeZone: "Europe/Paris" };
    expect(evaluate(placed("2026-03-29T01:29:00.000Z"), skipped, { context }).points).toBe(100);
    expect(evaluate(placed("2026-03-29T01:30:00.000Z"), skipped, { context }).points).toBe(200);
    // Paris has 02:30 twice on 25 October 2026: first 00:30 UTC, then 01:30 UTC
    const repeated = withCampaigns({ ...double, startsAt: "2026-10-25T02:30", endsAt: "2026-11-01T00:00" });
    expect(evaluate(placed("2026-10-25T00:29:00.000Z"), repeated, { context }).points).toBe(100);
    expect(evaluate(placed("2026-10-25T00:30:00.000Z"), repeated, { context }).points).toBe(200);
  });
});

describe("points per line", () => {
  test("largest remainder, ties to the smaller line id", () => {
    // 10 points over 3 equal lines: 3.33 each, the one left goes to the smallest id, wherever it stands
    const lines = [line(9, 334), line(3, 334), line(5, 334)];
    expect(evaluate(order({ lines })).lines).toEqual([
      { lineId: 9, points: 3 },
      { lineId: 3, points: 4 },
      { lineId: 5, points: 3 },
    ]);
  });

  test("the larger remainder wins over the smaller id", () => {
    // 3 points over 1.30 and 1.80 (3.10): 1.258… and 1.741… → 1 and 2
    const lines = [line(1, 130), line(2, 180)];
    expect(evaluate(order({ lines })).lines.map((one) => one.points)).toEqual([1, 2]);
  });

  test("shipping is line 0, and lines that earn nothing are absent", () => {
    const facts = order({
      lines: [line(1, 5000), line(2, 5000)],
      shippingIncTaxMinor: 1000,
      shippingExTaxMinor: 1000,
    });
    const document = program({ base: { shipping: true }, exclude: { productIds: [102] } });
    expect(evaluate(facts, document).lines).toEqual([
      { lineId: 1, points: 50 },
      { lineId: 0, points: 10 },
    ]);
  });
});
