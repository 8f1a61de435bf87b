import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { markCustomersDeleted } from "@/lib/db/customers";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import {
  customerResponse,
  customersPage,
  mergePreviewResponse,
  mergeResponse,
} from "@/lib/schemas/admin/customers";
import { transactionsPage } from "@/lib/schemas/admin/transactions";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { adjustment } from "@/test/db/ledger/seed";
import { addCustomers, createDashboardStore, type DashboardStore } from "@/test/factories/dashboard-store";
import { orderFacts } from "@/test/factories/order-facts";
import { type AdminClient, adminClient } from "./admin-client";
import { type AdminApp, serveAdmin } from "./serve-admin";

let app: AdminApp;
let store: DashboardStore;
let client: AdminClient;
/** Anna goes, Ben stays. */
let [anna, ben, cleo]: number[] = [];

beforeAll(async () => {
  app = await serveAdmin();
});
afterAll(() => app.stop());

beforeEach(async () => {
  store = await createDashboardStore();
  client = await adminClient(app.url, store);
  await addCustomers(store.storeId, 3);
  const people = await db().customer.findMany({ where: { storeId: store.storeId }, orderBy: { id: "asc" } });
  [anna, ben, cleo] = people.map(({ id }) => Number(id));
  for (let n = 1; n <= 4; n += 1) {
    await give(anna, n, `anna/${n}`);
    await give(ben, 10 * n, `ben/${n}`);
  }
});

function give(customerId: number | undefined, points: number, key: string) {
  return postTransactions(pool(), store.storeId, [adjustment(key, BigInt(customerId ?? 0), points)]);
}

const preview = (id: number | undefined, other: unknown) =>
  client.get(`/customers/${id}/merge?otherId=${other}`);
const merge = (id: number | undefined, intoId: unknown) => client.post(`/customers/${id}/merge`, { intoId });
const profile = async (id: number | undefined) =>
  customerResponse.strict().parse((await client.get(`/customers/${id}`)).body);

describe("looking before merging", () => {
  test("shows both sides and what whoever stays will have, whoever that is", async () => {
    const order = orderFacts({ orderId: 100, customerId: 1 });
    const { storeId } = store;
    await applyOrderFacts({ storeId, timeZone: "UTC", orders: [order], now: new Date() });
    const { sides, after } = mergePreviewResponse.strict().parse((await preview(ben, anna)).body);
    expect(sides).toMatchObject([
      { id: ben, pointsAvailable: 100, orders: 0, rewards: 0, whyNotStay: null },
      { id: anna, pointsAvailable: 110, orders: 1, rewards: 0, whyNotStay: null },
    ]);
    expect(after).toEqual({ pointsAvailable: 210, pointsPending: 0, pointsHeld: 0, pointsDebt: 0 });
    expect(mergePreviewResponse.parse((await preview(anna, ben)).body).after).toEqual(after);
  });

  test("a debt is paid from what the other has", async () => {
    const owe = { ...adjustment("owe", BigInt(cleo ?? 0), 0) };
    const entries = [
      { account: "customer:debt" as const, amount: -30 },
      { account: "program:reversed" as const, amount: 30 },
    ];
    await postTransactions(pool(), store.storeId, [{ ...owe, entries }]);
    for (const [one, other] of [
      [anna, cleo],
      [cleo, anna],
    ]) {
      const { after } = mergePreviewResponse.parse((await preview(one, other)).body);
      expect(after).toMatchObject({ pointsAvailable: 0, pointsDebt: 20 });
    }
    await merge(anna, cleo);
    expect(await profile(cleo)).toMatchObject({ pointsAvailable: 0, pointsDebt: 20 });
  });

  test("says who cannot stay: a frozen balance takes nothing in", async () => {
    await markCustomersDeleted(store.storeId, [1], new Date());
    const { sides } = mergePreviewResponse.parse((await preview(anna, ben)).body);
    expect(sides).toMatchObject([{ whyNotStay: expect.any(String) }, { whyNotStay: null }]);
    expect(await merge(ben, anna)).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(await merge(anna, ben)).toMatchObject({ status: 200, body: { merged: true } });
  });
});

describe("merging", () => {
  test("moves everything to whoever stays, says who did it, and a second time changes nothing", async () => {
    const done = await merge(anna, ben);
    expect(mergeResponse.strict().parse(done.body)).toEqual({ merged: true, customerId: ben });
    expect((await merge(anna, ben)).body).toEqual({ merged: false, customerId: ben });
    expect(await profile(ben)).toMatchObject({
      pointsAvailable: 110,
      mergedInto: null,
      mergedFrom: [{ id: anna }],
    });
    expect(await profile(anna)).toMatchObject({
      pointsAvailable: 0,
      mergedInto: { id: ben },
      mergedFrom: [],
    });
    const list = customersPage.parse((await client.get("/customers")).body);
    expect(list.items.map(({ id }) => id)).toEqual([cleo, ben]);
    const moves = await db().ledgerTransaction.findMany({ where: { storeId: store.storeId, type: "merge" } });
    expect(moves.map(({ actorId }) => actorId)).toEqual([store.userId, store.userId]);
  });

  test("keeps one history, newest first, marked with whose it was, in pages that miss nothing", async () => {
    await merge(anna, ben);
    await give(ben, 7, "later");
    const seen: { id: number; isMerged: boolean; customer: { id: number } }[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const path = `/transactions?customerId=${ben}&limit=3${cursor && `&cursor=${cursor}`}`;
      const page = transactionsPage.parse((await client.get(path)).body);
      seen.push(...page.items);
      cursor = page.nextCursor;
    }
    const ids = seen.map(({ id }) => id);
    // Four each, one side each of the merge, and the later one.
    expect(ids).toHaveLength(11);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
    expect(seen.filter(({ isMerged }) => isMerged).map(({ customer }) => customer.id)).toEqual(
      Array(5).fill(anna),
    );
    const before = transactionsPage.parse((await client.get(`/transactions?customerId=${anna}`)).body);
    expect(before.items).toHaveLength(5);
    expect(before.items.every(({ isMerged }) => !isMerged)).toBe(true);
  });

  test("a chain ends at the last: one history, and both of the merged say where they went", async () => {
    await merge(anna, ben);
    await merge(ben, cleo);
    expect(await profile(cleo)).toMatchObject({
      pointsAvailable: 110,
      mergedFrom: [{ id: ben }, { id: anna }],
    });
    expect(await profile(anna)).toMatchObject({ mergedInto: { id: cleo } });
    const page = transactionsPage.parse(
      (await client.get(`/transactions?customerId=${cleo}&limit=100`)).body,
    );
    expect(page.items).toHaveLength(12);
  });

  test.each<[string, () => unknown, number]>([
    ["nobody", () => undefined, 422],
    ["a word", () => "ben", 422],
    ["a fraction", () => 1.5, 422],
    ["less than nothing", () => -1, 422],
    ["nobody we know", () => 999_999_999, 404],
    ["themselves", () => anna, 409],
  ])("into %s is refused and moves nothing", async (_, intoId, status) => {
    expect((await merge(anna, intoId())).status).toBe(status);
    expect(await profile(anna)).toMatchObject({ pointsAvailable: 10, mergedInto: null });
  });

  test("another field beside is refused", async () => {
    expect((await client.post(`/customers/${anna}/merge`, { intoId: ben, force: true })).status).toBe(422);
  });

  test("into somebody merged away, or out of somebody merged into another, is refused", async () => {
    await merge(anna, ben);
    expect(await merge(cleo, anna)).toMatchObject({ status: 409 });
    expect(await merge(anna, cleo)).toMatchObject({ status: 409 });
    expect(await preview(cleo, anna)).toMatchObject({ status: 409 });
  });

  test("another store's customers are not there, on either side", async () => {
    const other = await createDashboardStore("Other");
    await addCustomers(other.storeId, 1);
    const [theirs] = await db().customer.findMany({ where: { storeId: other.storeId } });
    const id = Number(theirs?.id);
    for (const answer of [
      await merge(anna, id),
      await merge(id, anna),
      await preview(anna, id),
      await preview(id, anna),
    ])
      expect(answer).toMatchObject({ status: 404 });
  });

  test("looking needs the other's id", async () => {
    expect((await preview(anna, "")).status).toBe(422);
    expect((await client.get(`/customers/${anna}/merge`)).status).toBe(422);
    expect((await preview(anna, anna)).status).toBe(409);
  });
});
