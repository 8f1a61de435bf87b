import { afterAll, beforeAll, expect, test } from "vitest";
import { signShopperSession } from "@/lib/auth/shopper-session";
import { pool } from "@/lib/db/client";
import type { OrderExplanation } from "@/lib/loyalty/explain/explanation";
import { defaultLook } from "@/lib/schemas/branding/default-look";
import { pointsTransactionsAnswer } from "@/lib/schemas/storefront/points-transactions";
import { publishBranding } from "@/lib/services/branding/publish-branding";
import { mergeCustomers } from "@/lib/services/customers/merge-customers";
import { type StorefrontApp, serveRoutes } from "./serve-routes";
import { createCustomer, createShop, givePoints, type Shop } from "./shop";
import { shopperClient } from "./shopper-client";

const path = "/api/storefront/points_transactions";
let app: StorefrontApp;
let shop: Shop;
let customers = 0;

beforeAll(async () => {
  app = await serveRoutes();
  shop = await createShop();
});
afterAll(() => app.stop());

/** A signed-in shopper with a reader for pages of their history. */
async function signedIn(own: Shop = shop) {
  const bcCustomerId = ++customers;
  const customerId = await createCustomer(own, { bcCustomerId });
  const client = shopperClient(app.url, own);
  const bearer = await client.signIn(bcCustomerId);
  const read = async (query = "") => {
    const response = await client.get(path + query, bearer);
    expect(response.status).toBe(200);
    return pointsTransactionsAnswer.strict().parse(await response.json());
  };
  return { customerId, client, bearer, read };
}

const explanation: OrderExplanation = {
  version: 1,
  subject: "order",
  orderId: 1042,
  programVersion: 1,
  currency: "USD",
  decimalPlaces: 2,
  rules: [
    { key: "status", outcome: "passed", why: "status.in_award_set", inputs: { statusId: 10 } },
    {
      key: "rate",
      outcome: "applied",
      why: "rate.applied",
      inputs: { paidMinor: 12_048, ratePoints: 1, ratePer: "1.00", points: 120 },
    },
  ],
  rounding: "down",
  points: { award: 120, kept: 120 },
  posting: { type: "order_award", pending: 120, available: 0, debt: 0, shortfall: 0 },
};

/** An order of the customer that awarded 120 points and still holds `pending` of them back. */
async function awardOrder(customerId: bigint, pending: number): Promise<void> {
  const { rows } = await pool().query(
    `INSERT INTO orders (store_id, bc_order_id, customer_id, channel_id, status_id, currency, total_minor, placed_at,
                         bc_modified_at, facts, points_pending)
     VALUES ($1, 1042, $2, 1, 10, 'USD', 12048, now(), now(), '{}', $3)
     ON CONFLICT (store_id, bc_order_id) DO UPDATE SET customer_id = $2, points_pending = $3 RETURNING id`,
    [shop.id, customerId, pending],
  );
  await givePoints(shop, customerId, 0, {
    type: "order_award",
    orderId: BigInt(rows[0].id),
    explanation,
    entries: [
      { account: "customer:pending", amount: 120 },
      { account: "program:issued", amount: -120 },
    ],
  });
}

test("an award says which order it is for and why so many points, and never shows staff's words", async () => {
  const { customerId, read } = await signedIn();
  await awardOrder(customerId, 120);
  const page = await read();
  expect(page.points_transactions).toEqual([
    {
      id: expect.any(Number),
      customer_id: Number(customerId),
      points_change: 120,
      description: "Order 1042",
      internal_note: null,
      type: "order_award",
      status: "pending",
      order_id: 1042,
      program_version: null,
      explanation: [expect.stringContaining("$120.48")],
      created_at: expect.any(String),
      updated_at: expect.any(String),
    },
  ]);
});

test("the history is in the language asked for, and points are called what the store calls them in it", async () => {
  const { customerId, read } = await signedIn();
  await awardOrder(customerId, 0);
  const row = async (lang: string) => (await read(`?lang=${lang}`)).points_transactions[0];
  expect(await row("de-AT")).toMatchObject({ description: "Bestellung 1042" });
  expect((await row("de-AT"))?.explanation[0]).toMatch(/: 120 Punkte\.$/);
  expect((await row("ja"))?.explanation[0]).toMatch(/：120ポイント。$/);
  const texts = { de: { points: "Blätter" } };
  const document = { all: { ...defaultLook, texts }, channels: {} };
  await publishBranding({ storeId: shop.id, authorId: 1n, document, basedOn: 0, draft: null });
  expect((await row("de"))?.explanation[0]).toMatch(/: 120 Blätter\.$/);
});

test("points that are released are no longer called pending", async () => {
  const { customerId, read } = await signedIn();
  await awardOrder(customerId, 0);
  expect((await read()).points_transactions[0]?.status).toBe("completed");
});

test("what staff wrote for the shopper is shown, their internal note is not", async () => {
  const { customerId, read } = await signedIn();
  await givePoints(shop, customerId, 50, { description: "A thank you", internalNote: "complained twice" });
  const page = await read();
  expect(page.points_transactions[0]).toMatchObject({ description: "A thank you", internal_note: null });
  expect(JSON.stringify(page)).not.toContain("complained");
});

test("pages follow each other newest first, without gaps or repeats, also when points arrive meanwhile", async () => {
  const { customerId, read } = await signedIn();
  for (let points = 1; points <= 5; points++) await givePoints(shop, customerId, points);
  const first = await read("?limit=2");
  expect(first.points_transactions.map((item) => item.points_change)).toEqual([5, 4]);
  await givePoints(shop, customerId, 6);
  const second = await read(`?limit=2&cursor=${first.metadata.next_cursor}`);
  expect(second.points_transactions.map((item) => item.points_change)).toEqual([3, 2]);
  const third = await read(`?limit=2&cursor=${second.metadata.next_cursor}`);
  expect(third.points_transactions.map((item) => item.points_change)).toEqual([1]);
  expect(third.metadata.next_cursor).toBeNull();
});

test("after a merge both histories are one, in pages, and add up to the balance", async () => {
  const [goes, stays] = [await signedIn(), await signedIn()];
  for (const points of [1, 2]) {
    await givePoints(shop, goes.customerId, points);
    await givePoints(shop, stays.customerId, 10 * points);
  }
  const input = { storeId: shop.id, fromId: goes.customerId, intoId: stays.customerId };
  await mergeCustomers({ ...input, actorId: null, now: new Date() });
  await givePoints(shop, stays.customerId, 3);
  const seen: number[] = [];
  let next: string | null = null;
  do {
    const page = await stays.read(`?limit=2${next ? `&cursor=${next}` : ""}`);
    seen.push(...page.points_transactions.map((item) => item.points_change));
    expect(page.points_transactions.every((item) => item.customer_id === Number(stays.customerId))).toBe(
      true,
    );
    next = page.metadata.next_cursor;
  } while (next);
  expect(seen).toEqual([3, 20, 2, 10, 1]);
  const account = await stays.client.get("/api/storefront/account", stays.bearer);
  expect(await account.json()).toMatchObject({ customer: { points_balance: 36 } });
});

test("a shopper sees nobody else's points, and another one's cursor is refused", async () => {
  const [mine, theirs] = [await signedIn(), await signedIn()];
  await givePoints(shop, theirs.customerId, 10);
  await givePoints(shop, theirs.customerId, 20);
  expect((await mine.read()).points_transactions).toEqual([]);
  const { metadata } = await theirs.read("?limit=1");
  const refused = await mine.client.get(`${path}?cursor=${metadata.next_cursor}`, mine.bearer);
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({
    code: "validation_failed",
    errors: { cursor: [expect.any(String)] },
  });
});

test("a bearer of another store shows nothing, even when it names this store's customer", async () => {
  const { customerId } = await signedIn();
  await givePoints(shop, customerId, 10);
  const other = await createShop();
  const { token } = await signShopperSession({ storeId: other.id, customerId });
  const response = await shopperClient(app.url, other).get(path, token);
  expect(await response.json()).toMatchObject({ points_transactions: [] });
});

test.each(["limit=0", "limit=251", "limit=abc", "cursor=nonsense"])(
  "the query %s is refused by field",
  async (query) => {
    const { client, bearer } = await signedIn();
    const response = await client.get(`${path}?${query}`, bearer);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      errors: { [query.split("=")[0] ?? ""]: [expect.any(String)] },
    });
  },
);
