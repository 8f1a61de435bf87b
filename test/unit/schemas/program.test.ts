import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import type { OrderProgram } from "@/lib/loyalty/order-program";
import {
  checkProgram,
  defaultProgram,
  parseProgram,
  programJsonSchema,
  readProgram,
} from "@/lib/schemas/program";

const reward = { type: "fixed_amount", key: "five", name: "$5 off", pointsPrice: 500, value: "5.00" };
const tier = { key: "gold", name: "Gold", milestone: "500" };

const whole = {
  points: { name: { one: "Star", other: "Stars" }, rounding: "nearest" },
  earning: {
    orders: {
      enabled: true,
      rate: { points: 1, per: "10" },
      rates: { EUR: { points: 2, per: "1.00", minimum: "20.00" } },
      base: { tax: true, shipping: true, minusStoreCredit: true, minusGiftCertificates: true },
      minimum: "5.00",
      awardStatuses: [2, 10],
      cancelStatuses: [4, 5, 6],
      holdDays: 14,
      exclude: {
        productIds: [1],
        categoryIds: [2],
        brandIds: [3],
        customerGroupIds: [4],
        channelIds: [5],
        sources: ["manual"],
        migrated: true,
      },
    },
    actions: [{ key: "birthday", kind: "birthday", points: 100, limit: { count: 1, per: "year" } }],
    campaigns: [
      {
        key: "friday",
        name: "Black Friday",
        startsAt: "2026-11-27T00:00",
        endsAt: "2026-11-28T00:00",
        effect: { kind: "multiplier", multiplier: "2" },
        tierKeys: ["gold"],
      },
    ],
    guests: { claimDays: 60 },
  },
  rewards: [
    reward,
    { type: "percentage", key: "ten", name: "10 %", pointsPrice: 1000, value: "10", tierKeys: ["gold"] },
    { type: "free_shipping", key: "ship", name: "Free shipping", pointsPrice: 300 },
    { type: "free_product", key: "mug", name: "A mug", pointsPrice: 2000, productId: 77 },
    {
      type: "variable_amount",
      key: "any",
      name: "Any amount",
      variable: { step: 100, stepValue: "1.00", min: 100, max: 5000 },
    },
    { type: "store_credit", key: "credit", name: "$10 credit", pointsPrice: 1000, value: "10.00" },
  ],
  vip: { enabled: true, basis: "spend", window: { kind: "rolling", days: 365 }, tiers: [tier] },
  referrals: { enabled: true, advocateReward: { kind: "reward", rewardKey: "five" } },
  expiry: { mode: "inactivity", months: 12, warnDays: [30, 1] },
  refunds: { policy: "allow_negative", returnRedeemedPoints: false },
};

describe("the program document", () => {
  test("an empty document is the program of the decisions", () => {
    const program = parseProgram({});
    expect(program.earning.orders).toMatchObject({
      enabled: true,
      rate: { points: 1, per: "1.00" },
      base: { tax: false, shipping: false, minusStoreCredit: false, minusGiftCertificates: false },
      awardStatuses: [10],
      cancelStatuses: [4, 5, 6],
      holdDays: 0,
    });
    expect(program.points.rounding).toBe("down");
    expect(program.earning.guests.claimDays).toBe(30);
    expect(program.refunds).toEqual({ policy: "within_balance", returnRedeemedPoints: true });
    expect(program.expiry).toEqual({ mode: "none", months: 12, warnDays: [30, 1] });
  });

  test("a whole document comes through, and again unchanged", () => {
    const program = parseProgram(whole);
    expect(program).toMatchObject(whole);
    expect(parseProgram(JSON.parse(JSON.stringify(program)))).toEqual(program);
  });

  test("it is what the evaluator reads", () => {
    const program: OrderProgram = parseProgram(whole);
    expect(program.earning.campaigns).toHaveLength(1);
  });

  test.each([
    ["USD", "1.00"],
    ["KWD", "1.00"],
    ["JPY", "100"],
  ])("a new store in %s gives a point per %s", (currency, per) => {
    expect(defaultProgram(currency).earning.orders.rate).toEqual({ points: 1, per });
  });
});

describe("problems are named by path", () => {
  const orders = (more: object) => ({ earning: { orders: more } });
  test.each<[string, unknown, string]>([
    ["a zero amount", orders({ rate: { points: 1, per: "0.00" } }), "earning.orders.rate.per"],
    ["money as a number", orders({ rate: { points: 1, per: 1 } }), "earning.orders.rate.per"],
    ["a negative amount", orders({ minimum: "-1" }), "earning.orders.minimum"],
    ["an exponent", orders({ minimum: "1e3" }), "earning.orders.minimum"],
    ["half a point", orders({ rate: { points: 0.5, per: "1" } }), "earning.orders.rate.points"],
    [
      "no such currency code",
      orders({ rates: { euro: { points: 1, per: "1" } } }),
      "earning.orders.rates.euro",
    ],
    ["a hold of 91 days", orders({ holdDays: 91 }), "earning.orders.holdDays"],
    ["no award status", orders({ awardStatuses: [] }), "earning.orders.awardStatuses"],
    ["a status that does not exist", orders({ awardStatuses: [15] }), "earning.orders.awardStatuses.0"],
    ["an incomplete order that awards", orders({ awardStatuses: [10, 0] }), "earning.orders.awardStatuses.1"],
    ["a status in both sets", orders({ awardStatuses: [10, 5] }), "earning.orders.awardStatuses.1"],
    ["a typing mistake", orders({ award_statuses: [10] }), "earning.orders"],
    ["a wrong rounding", { points: { rounding: "half" } }, "points.rounding"],
    ["a key used twice", { rewards: [reward, reward] }, "rewards.1.key"],
    ["a tier that is not there", { rewards: [{ ...reward, tierKeys: ["gold"] }] }, "rewards.0.tierKeys"],
    ["more than all off", { rewards: [{ ...reward, type: "percentage", value: "101" }] }, "rewards.0.value"],
    [
      "tiers out of order",
      { vip: { tiers: [tier, { ...tier, key: "silver", milestone: "100" }] } },
      "vip.tiers.1.milestone",
    ],
    [
      "a reward that is not there",
      { referrals: { friendReward: { kind: "reward", rewardKey: "x" } } },
      "referrals.friendReward",
    ],
    ["no such policy", { refunds: { policy: "forgive" } }, "refunds.policy"],
    ["not a document", "program", ""],
  ])("%s", (_, document, path) => {
    const checked = checkProgram(document);
    expect(checked.ok ? [] : Object.keys(checked.errors)).toContain(path);
  });

  test("a campaign that ends before it starts, on a day that exists", () => {
    const campaign = { ...whole.earning.campaigns[0], tierKeys: [] };
    const errors = (more: object) => {
      const checked = checkProgram({ earning: { campaigns: [{ ...campaign, ...more }] } });
      return checked.ok ? [] : Object.keys(checked.errors);
    };
    expect(errors({})).toEqual([]);
    expect(errors({ endsAt: "2026-11-26T00:00" })).toEqual(["earning.campaigns.0.endsAt"]);
    expect(errors({ startsAt: "2026-13-01T00:00" })).toContain("earning.campaigns.0.startsAt");
    expect(errors({ startsAt: "2026-11-27T00:00Z" })).toContain("earning.campaigns.0.startsAt");
  });

  // What passes here is read by the engine for every order of the store.
  test.each([
    ["31 November", "2026-11-31T00:00"],
    ["30 February", "2026-02-30T00:00"],
    ["29 February of a common year", "2027-02-29T12:00"],
    ["the end of a day as 24:00", "2026-11-30T24:00"],
    ["a leap second", "2026-11-30T23:59:60"],
  ])("%s is no time of a campaign, however Date reads it", (_, time) => {
    const campaign = { ...whole.earning.campaigns[0], tierKeys: [], endsAt: "2099-01-01T00:00" };
    const pathsOf = (more: object) => {
      const checked = checkProgram({ earning: { campaigns: [{ ...campaign, ...more }] } });
      return checked.ok ? [] : Object.keys(checked.errors);
    };
    expect(pathsOf({ startsAt: time })).toEqual(["earning.campaigns.0.startsAt"]);
    expect(pathsOf({ startsAt: "2020-01-01T00:00", endsAt: time })).toEqual(["earning.campaigns.0.endsAt"]);
    expect(pathsOf({ startsAt: "2028-02-29T23:59:59" })).toEqual([]);
  });

  test("what a person sent is their mistake, what we stored is ours", () => {
    const codeOf = (work: () => unknown) => {
      try {
        work();
      } catch (error) {
        return error instanceof AppError ? error.code : error;
      }
      return null;
    };
    expect(codeOf(() => parseProgram({ bogus: 1 }))).toBe("validation_failed");
    expect(codeOf(() => readProgram({ bogus: 1 }))).toBe("internal");
  });
});

describe("as JSON Schema", () => {
  const ajv = new Ajv2020({ strict: false });
  addFormats(ajv);
  const validate = ajv.compile(programJsonSchema());

  test("it accepts what the schema accepts and refuses the plain mistakes", () => {
    expect(validate({})).toBe(true);
    expect(validate(whole)).toBe(true);
    expect(validate({ earning: { orders: { rate: { points: 1, per: 1 } } } })).toBe(false);
    expect(validate({ bogus: 1 })).toBe(false);
  });
});
