import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { customersPage } from "@/lib/schemas/admin/customers";
import { inboxPage } from "@/lib/schemas/admin/inbox";
import { orderResponse, ordersPage } from "@/lib/schemas/admin/orders";
import { runsPage } from "@/lib/schemas/admin/runs";
import { transactionResponse, transactionsPage } from "@/lib/schemas/admin/transactions";
import {
  addBackground,
  addCustomers,
  addTrade,
  createDashboardStore,
} from "@/test/factories/dashboard-store";
import { type AdminClient, adminClient } from "./admin-client";
import { type AdminApp, serveAdmin } from "./serve-admin";

let app: AdminApp;
let client: AdminClient;
let stranger: AdminClient;

beforeAll(async () => {
  app = await serveAdmin();
  const store = await createDashboardStore();
  await addCustomers(store.storeId, 48);
  await addTrade(store.storeId, { customers: 10, days: 5 });
  await addBackground(store);
  client = await adminClient(app.url, store);
  stranger = await adminClient(app.url, await createDashboardStore("Stranger"));
  await pool().query(
    "UPDATE customers SET first_name = 'Per%Cent', last_name = 'Under_Score' WHERE store_id = $1 AND bc_customer_id = 48",
    [String(store.storeId)],
  );
});
afterAll(() => app.stop());

/** All pages of a list, following the cursors. */
async function readAll(path: string, limit: number): Promise<Record<string, unknown>[][]> {
  const pages: Record<string, unknown>[][] = [];
  let cursor: unknown = null;
  do {
    const query: string = `${path.includes("?") ? "&" : "?"}limit=${limit}${cursor ? `&cursor=${cursor}` : ""}`;
    const { status, body } = await client.get(`${path}${query}`);
    expect(status).toBe(200);
    pages.push(body.items ?? []);
    cursor = body.nextCursor;
  } while (cursor);
  return pages;
}

describe("pages", () => {
  test.each([
    ["/customers", 48],
    ["/inbox", 30],
  ])("of %s show every row once, newest first", async (path, count) => {
    const ids = (await readAll(path, 7)).flat().map((row) => Number(row.id));
    expect(ids).toHaveLength(count);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
  });

  test("of a filtered list stay within the filter", async () => {
    const rows = (await readAll("/customers?state=member", 3)).flat();
    expect(rows.length).toBeGreaterThan(3);
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(["member"]));
  });

  test("answers fit the contracts that the screens rely on", async () => {
    customersPage.strict().parse((await client.get("/customers")).body);
    runsPage.strict().parse((await client.get("/runs")).body);
    inboxPage.strict().parse((await client.get("/inbox")).body);
    const transactions = transactionsPage.strict().parse((await client.get("/transactions")).body);
    const [first] = transactions.items;
    transactionResponse.strict().parse((await client.get(`/transactions/${first?.id}`)).body);
    const orders = ordersPage
      .strict()
      .parse((await client.get(`/orders?customerId=${first?.customer.id}`)).body);
    orderResponse.strict().parse((await client.get(`/orders/${orders.items[0]?.bcOrderId}`)).body);
  });
});

describe("a cursor", () => {
  const refused = { status: 422, body: { code: "validation_failed", errors: { cursor: expect.any(Array) } } };
  const firstCursor = async () => String((await client.get("/customers?limit=5")).body.nextCursor);

  test("that was changed is refused, with the field named", async () => {
    const cursor = await firstCursor();
    const moved = cursor.replace(/^./, (digit) => (digit === "1" ? "2" : "1"));
    for (const bad of [
      moved,
      `${cursor}x`,
      cursor.slice(0, -1),
      "1",
      "x.y",
      "'; DROP TABLE customers",
      "…",
    ]) {
      expect(await client.get(`/customers?cursor=${encodeURIComponent(bad)}`), bad).toMatchObject(refused);
    }
  });

  test("of another list, filter or store is refused", async () => {
    const cursor = await firstCursor();
    expect(await client.get(`/inbox?cursor=${cursor}`)).toMatchObject(refused);
    expect(await client.get(`/customers?state=member&cursor=${cursor}`)).toMatchObject(refused);
    expect(await stranger.get(`/customers?cursor=${cursor}`)).toMatchObject(refused);
  });
});

describe("what a list may be asked", () => {
  test.each([
    ["/customers?limit=0", "limit"],
    ["/customers?limit=101", "limit"],
    ["/customers?limit=ten", "limit"],
    ["/customers?state=gone", "state"],
    [`/customers?q=${"x".repeat(101)}`, "q"],
    ["/customers?cursor=", "cursor"],
    ["/inbox?status=lost", "status"],
    ["/orders?customerId=me", "customerId"],
    ["/transactions?customerId=-1", "customerId"],
    ["/runs?state=gone", "state"],
    ["/program/versions?limit=1.5", "limit"],
  ])("%s is refused with the field %s named", async (path, field) => {
    const { status, body } = await client.get(path);
    expect({ status, code: body.code }).toEqual({ status: 422, code: "validation_failed" });
    expect(Object.keys(body.errors as object)).toContain(field);
  });
});

describe("searching customers", () => {
  const find = async (q: string) =>
    ((await client.get(`/customers?limit=100&q=${encodeURIComponent(q)}`)).body.items ?? []).map(
      (row) => row.name,
    );

  test("finds part of a name or of an e-mail address, whatever the case", async () => {
    const [byName, byMail] = [await find("LINDQ"), await find("lindqvist@")];
    expect(byName.length).toBeGreaterThan(0);
    expect(byName.every((name) => String(name).includes("Lindqvist"))).toBe(true);
    expect(byMail.length).toBeGreaterThan(0);
  });

  test("finds first and last name together", async () => {
    const names = await find("per%cent under_score");
    expect(names).toEqual(["Per%Cent Under_Score"]);
  });

  test("finds BigCommerce's id, with or without #", async () => {
    expect(await find("48")).toContain("Per%Cent Under_Score");
    expect(await find("#48")).toEqual(["Per%Cent Under_Score"]);
  });

  test("takes %, _ and \\ as the characters they are", async () => {
    expect(await find("r%c")).toEqual(["Per%Cent Under_Score"]);
    expect(await find("%")).toEqual([]);
    expect(await find("r_s")).toEqual(["Per%Cent Under_Score"]);
    expect(await find("\\")).toEqual([]);
  });

  test("takes one or two letters as the beginning of a name or address", async () => {
    const names = await find("li");
    expect(names.length).toBeGreaterThan(0);
    expect(names.every((name) => String(name).includes(" Li"))).toBe(true);
  });

  test("finds nothing rather than failing on anything else", async () => {
    for (const q of ["'; --", "\u0001", "🌿", "a".repeat(100)]) expect(await find(q)).toEqual([]);
  });
});
