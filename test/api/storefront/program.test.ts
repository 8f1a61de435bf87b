import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { programSchema } from "@/lib/schemas/program";
import { storefrontProgram } from "@/lib/schemas/storefront/program";
import { en } from "@/lib/texts/en";
import { type StorefrontApp, serveRoutes } from "./serve-routes";
import { createShop, type Shop } from "./shop";
import { shopperClient } from "./shopper-client";

let app: StorefrontApp;

beforeAll(async () => {
  app = await serveRoutes();
});
afterAll(() => app.stop());

const read = async (shop: Shop, query = "") => {
  const response = await shopperClient(app.url, shop).call(
    `/api/storefront/program?store=${shop.hash}${query}`,
  );
  return { response, body: await response.json() };
};

test("anybody on a storefront can read how to earn, in the API's names", async () => {
  const shop = await createShop({
    program: programSchema.parse({
      points: { name: { one: "Leaf", other: "Leaves" } },
      earning: { orders: { rate: { points: 3, per: "2.00" }, minimum: "20.00", holdDays: 14 } },
    }),
  });
  const { response, body } = await read(shop, "&channel=1");
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toMatch(/^public, max-age=\d+$/);
  const program = storefrontProgram.strict().parse(body);
  expect(program.points_settings).toEqual({ points_label: { one: "Leaf", other: "Leaves" } });
  expect(program.earning_rules).toEqual([
    expect.objectContaining({
      id: expect.any(Number),
      reward: { type: "points" },
      reward_value: { type: "variable", variable: { value: 3, per_amount: 2 }, fixed: null },
      earning_limit: null,
      currency: "USD",
      minimum: "20.00",
      hold_days: 14,
    }),
  ]);
  expect(program.referral_settings.status).toBe("inactive");
});

test("an earning rule keeps its id when a new version is published", async () => {
  const shop = await createShop();
  const before = (await read(shop)).body.earning_rules[0].id;
  const document = programSchema.parse({ earning: { orders: { rate: { points: 9, per: "1.00" } } } });
  await pool().query("UPDATE program_versions SET status = 'superseded' WHERE store_id = $1", [shop.id]);
  await pool().query(
    "INSERT INTO program_versions (store_id, number, status, document, published_at) VALUES ($1, 2, 'published', $2, now())",
    [shop.id, JSON.stringify(document)],
  );
  const { earning_rules: rules } = (await read(shop)).body;
  expect(rules[0]).toMatchObject({ id: before, reward_value: { variable: { value: 9 } } });
});

test("a currency with a rate of its own is a rule of its own", async () => {
  const orders = { rate: { points: 1, per: "1.00" }, rates: { JPY: { points: 1, per: "100" } } };
  const shop = await createShop({ program: programSchema.parse({ earning: { orders } }) });
  const { body } = await read(shop);
  expect(body.earning_rules.map((rule: { currency: string }) => rule.currency)).toEqual(["USD", "JPY"]);
});

test("without a published program, or with earning off, there is nothing to earn", async () => {
  const off = programSchema.parse({ earning: { orders: { enabled: false } } });
  expect((await read(await createShop({ published: false }))).body.earning_rules).toEqual([]);
  expect((await read(await createShop({ program: off }))).body.earning_rules).toEqual([]);
});

test("the answer speaks the language asked for, whole, with its direction; each has its own tag", async () => {
  const shop = await createShop();
  const [none, arabic, brazil] = [
    await read(shop),
    await read(shop, "&lang=ar-EG"),
    await read(shop, "&lang=pt-BR"),
  ];
  expect([none.body.locale, none.body.direction, none.body.texts.launcher]).toEqual(["en", "ltr", "Rewards"]);
  expect([arabic.body.locale, arabic.body.direction]).toEqual(["ar-EG", "rtl"]);
  expect(arabic.body.texts.launcher).toBe("المكافآت");
  expect(brazil.body.texts.hello).toBe("Olá, {name}");
  expect(Object.keys(arabic.body.texts).sort()).toEqual(Object.keys(en).sort());
  const tags = [none, arabic, brazil].map(({ response }) => response.headers.get("etag"));
  expect(new Set(tags).size).toBe(3);
});

test("the program answers 304 to whoever has it already", async () => {
  const shop = await createShop();
  const { response } = await read(shop);
  const again = await shopperClient(app.url, shop).call(`/api/storefront/program?store=${shop.hash}`, {
    headers: { "if-none-match": response.headers.get("etag") ?? "" },
  });
  expect(again.status).toBe(304);
});

test("unknown and uninstalled stores and switched-off channels are 404 store_not_installed", async () => {
  const [gone, off] = [await createShop(), await createShop()];
  await pool().query("UPDATE stores SET status = 'uninstalled' WHERE id = $1", [gone.id]);
  await pool().query("UPDATE channels SET enabled = false WHERE store_id = $1", [off.id]);
  const shop = { ...gone, hash: "nosuchstore" };
  for (const asked of [gone, shop]) {
    const { response, body } = await read(asked);
    expect([response.status, body.code]).toEqual([404, "store_not_installed"]);
  }
  // A page of a switched-off channel is no longer one of the store's storefronts.
  expect((await read(off)).response.status).toBe(403);
  const withoutOrigin = await fetch(`${app.url}/api/storefront/program?store=${off.hash}`);
  expect(withoutOrigin.status).toBe(404);
});

test.each(["", "?store=", "?store=NOT/A/HASH", "?store=abc&channel=x"])(
  "the query %j is refused",
  async (query) => {
    expect((await fetch(`${app.url}/api/storefront/program${query}`)).status).toBe(422);
  },
);

test("actions are ways to earn too: named by the merchant or in the page's language, with how often they pay", async () => {
  const actions = [
    { key: "join", kind: "sign_up", points: 100 },
    { key: "read", kind: "custom", name: "Read the blog", points: 5, limit: { count: 3, per: "week" } },
  ];
  const shop = await createShop({ program: programSchema.parse({ earning: { actions } }) });
  const rules = storefrontProgram.parse((await read(shop, "&lang=de-CH")).body).earning_rules.slice(1);
  expect(rules).toEqual([
    expect.objectContaining({
      name: "Ein Konto anlegen",
      kind: "sign_up",
      reward_value: { type: "fixed", variable: null, fixed: { value: 100 } },
      earning_limit: { max: 1, type: "lifetime", rolling: null },
      limit_text: "Einmal",
    }),
    expect.objectContaining({
      name: "Read the blog",
      kind: "custom",
      earning_limit: { max: 3, type: "rolling", rolling: { unit: "day", unit_count: 7 } },
      limit_text: "Bis zu 3-mal in der Woche",
    }),
  ]);
  expect(new Set(rules.map(({ id }) => id)).size).toBe(2);
});

test("the words come in the language nearest to the page's, complete, with the points' own name", async () => {
  const shop = await createShop({
    program: programSchema.parse({ points: { name: { one: "Leaf", other: "Leaves" } } }),
  });
  const { body, response } = await read(shop, "&lang=ar-EG");
  expect(body).toMatchObject({ locale: "ar-EG", direction: "rtl", texts: { launcher: "المكافآت" } });
  expect(body.texts.points).toEqual({ one: "Leaf", other: "Leaves" });
  expect((await read(shop)).body.locale).toBe("en");
  expect(response.headers.get("etag")).not.toBe((await read(shop)).response.headers.get("etag"));
  const long = await read(shop, `&lang=${"x".repeat(36)}`);
  expect(long.response.status).toBe(422);
});
