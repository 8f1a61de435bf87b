import { afterAll, beforeAll, expect, test } from "vitest";
import { programItemId } from "@/lib/services/program/program-item-id";
import { eventually, type Laurel, startLaurel } from "@/test/support/laurel";
import { shopperOf, type TestShopper } from "./shopper";

let laurel: Laurel;
let shopper: TestShopper;

const rewards = [
  { key: "fiver", type: "fixed_amount", name: "$5 off", pointsPrice: 500, value: "5.00", codePrefix: "LRL" },
  {
    key: "slider",
    type: "variable_amount",
    name: "Your choice",
    variable: { step: 100, stepValue: "1.00", min: 200, max: 600 },
  },
  { key: "once", type: "free_shipping", name: "Free shipping", pointsPrice: 100, limits: { perCustomer: 1 } },
  { key: "gold", type: "percentage", name: "10%", pointsPrice: 100, value: "10", tierKeys: ["gold"] },
];
const vip = { tiers: [{ key: "gold", name: "Gold", milestone: "100.00" }] };

beforeAll(async () => {
  laurel = await startLaurel({ stores: [{ hash: "redeem1" }], seed: "empty" });
  await laurel.install();
  shopper = await shopperOf(laurel, { document: { rewards, vip }, points: 3_000 });
}, 180_000);
afterAll(() => laurel?.stop());

const product = (key: string) => programItemId(shopper.storeId, "points_product", key);
const buy = (key: string, body: object) => shopper.post(`points_products/${product(key)}/purchase`, body);

test("the program lists what points buy, with ids that stay", async () => {
  const { points_products } = await shopper.program();
  expect(points_products.map((one: { id: number }) => one.id)).toEqual(
    rewards.map(({ key }) => product(key)),
  );
  expect(points_products[0]).toMatchObject({
    exchange_type: "fixed",
    points_price: 500,
    variable_points_step: null,
  });
  expect(points_products[1]).toMatchObject({
    exchange_type: "variable",
    variable_points_max: 600,
    points_price: null,
  });
});

test("a purchase answers 201 with a code that works at the checkout; repeated 200, changed 422", async () => {
  const first = await buy("fiver", { request_id: "request-0001" });
  expect(first.status).toBe(201);
  const { points_purchase } = first.json;
  expect(points_purchase).toMatchObject({
    points_spent: 500,
    reward_fulfillment: {
      fulfillment_status: "issued",
      usage_status: "unused",
      code: expect.stringMatching(/^LRL(-[2-9A-HJ-NP-Z]{4}){4}$/),
    },
  });
  const code = points_purchase.reward_fulfillment.code;
  expect([...laurel.sandbox.store().state.codes.values()].map((one) => one.code)).toEqual([code]);
  const again = await buy("fiver", { request_id: "request-0001" });
  expect(again).toMatchObject({ status: 200, json: { points_purchase: { id: points_purchase.id } } });
  const other = await buy("slider", { request_id: "request-0001", points_to_spend: 200 });
  expect(other).toMatchObject({ status: 422, json: { code: "idempotency_mismatch" } });
});

test("a used code is linked by the order's webhook and cannot be cancelled any more; an unused one can, twice", async () => {
  const { newest: used } = await shopper.fulfillments();
  laurel.sandbox.store().placeOrder({ couponCodes: [used.code], lines: [{ name: "Thing", price: "50.00" }] });
  await eventually(async () => (await shopper.fulfillments()).newest.usage_status === "used", "the use");
  expect(await shopper.post(`points_purchases/${used.id}/cancel`, {})).toMatchObject({
    status: 409,
    json: { code: "already_used" },
  });
  const bought = await buy("slider", { request_id: "request-0002", points_to_spend: 300 });
  expect(bought.json.points_purchase.reward_fulfillment).toMatchObject({ value: "3.00" });
  const id = bought.json.points_purchase.id;
  const cancelled = await shopper.post(`points_purchases/${id}/cancel`, {});
  expect(cancelled).toMatchObject({
    status: 200,
    json: { points_purchase: { reward_fulfillment: { fulfillment_status: "cancelled" } } },
  });
  expect(await shopper.post(`points_purchases/${id}/cancel`, {})).toEqual(cancelled);
});

test.each([
  ["another price", "fiver", { points_to_spend: 400 }, 422, "invalid_points_to_spend"],
  ["a slider without points", "slider", {}, 422, "invalid_points_to_spend"],
  ["points off the steps", "slider", { points_to_spend: 250 }, 422, "invalid_points_to_spend"],
  ["a reward of another tier", "gold", {}, 403, "tier_required"],
  ["a request id that is none", "fiver", { request_id: "no" }, 422, "validation_failed"],
])("%s is refused", async (what, key, body, status, code) => {
  const request_id = `refused-${what.replaceAll(" ", "-")}`;
  expect(await buy(key, { request_id, ...body })).toMatchObject({ status, json: { code } });
});

test("limits, missing points and unknown rewards have their own answers, and the 11th purchase in a minute waits", async () => {
  const poor = await shopperOf(laurel, { points: 250 });
  const order = (key: string, request_id: string) =>
    poor.post(`points_products/${product(key)}/purchase`, { request_id });
  expect(await order("fiver", "poor-00001")).toMatchObject({
    status: 422,
    json: { code: "insufficient_points" },
  });
  expect((await order("once", "poor-00002")).status).toBe(201);
  expect(await order("once", "poor-00003")).toMatchObject({ status: 422, json: { code: "limit_reached" } });
  expect(await poor.post("points_products/1/purchase", { request_id: "poor-00004" })).toMatchObject({
    status: 404,
  });
  const mine = (await shopper.fulfillments()).newest.id;
  expect(await poor.post(`points_purchases/${mine}/cancel`, {})).toMatchObject({ status: 404 });
  for (let n = 5; n <= 10; n += 1) await order("fiver", `poor-0000${n}`);
  expect((await order("fiver", "poor-00011")).status).toBe(429);
});

test("the list of rewards has pages", async () => {
  const first = await shopper.fulfillments("?limit=1");
  expect(first.rows).toHaveLength(1);
  const second = await shopper.fulfillments(`?limit=1&cursor=${first.next}`);
  expect(second.newest.id).toBeLessThan(first.newest.id);
});
