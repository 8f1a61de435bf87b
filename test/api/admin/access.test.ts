import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import {
  addBackground,
  addCustomers,
  addTrade,
  createDashboardStore,
} from "@/test/factories/dashboard-store";
import { type AdminClient, adminClient } from "./admin-client";
import { type AdminApp, adminRoutes, serveAdmin } from "./serve-admin";

let app: AdminApp;
let ours: AdminClient;
let theirs: Record<"customer" | "transaction" | "order" | "inbox", number>;
let theirStoreId: bigint;

beforeAll(async () => {
  app = await serveAdmin();
  ours = await adminClient(app.url, await createDashboardStore("Ours"));
  const other = await createDashboardStore("Theirs");
  theirStoreId = other.storeId;
  await addCustomers(other.storeId, 5);
  await addTrade(other.storeId, { customers: 5, days: 2 });
  await addBackground(other);
  const where = { storeId: other.storeId };
  const [customer, transaction, order, inbox] = await Promise.all([
    db().customer.findFirstOrThrow({ where }),
    db().ledgerTransaction.findFirstOrThrow({ where }),
    db().order.findFirstOrThrow({ where }),
    db().inboxEntry.findFirstOrThrow({ where: { ...where, status: "failed" } }),
  ]);
  theirs = {
    customer: Number(customer.id),
    transaction: Number(transaction.id),
    order: Number(order.bcOrderId),
    inbox: Number(inbox.id),
  };
});
afterAll(() => app.stop());

describe("without a session", () => {
  const calls = Object.entries(adminRoutes).flatMap(([path, routes]) =>
    (["GET", "POST"] as const).filter((method) => routes[method]).map((method) => [method, path] as const),
  );
  test.each(calls)("%s %s answers 401", async (method, path) => {
    const nobody = await adminClient(app.url, null);
    const address = path.replace(/:\w+/g, "1");
    const answer = await (method === "GET" ? nobody.get(address) : nobody.post(address));
    expect(answer).toMatchObject({ status: 401, body: { code: "session_expired" } });
  });

  test("a removed user's bearer stops working at once", async () => {
    const store = await createDashboardStore("Removed");
    const client = await adminClient(app.url, store);
    expect((await client.get("/settings")).status).toBe(200);
    await db().storeUser.update({ where: { id: store.userId }, data: { removedAt: new Date() } });
    expect((await client.get("/settings")).status).toBe(401);
  });
});

describe("another store's ids", () => {
  test("are not found, whatever they name", async () => {
    const paths = [
      `/customers/${theirs.customer}`,
      `/transactions/${theirs.transaction}`,
      `/orders/${theirs.order}`,
      `/transactions?customerId=${theirs.customer}`,
      `/orders?customerId=${theirs.customer}`,
    ];
    for (const path of paths) expect(await ours.get(path), path).toMatchObject({ status: 404 });
  });

  test("cannot be retried, and stay as they were", async () => {
    expect((await ours.post(`/inbox/${theirs.inbox}/retry`)).status).toBe(404);
    const entry = await db().inboxEntry.findUniqueOrThrow({ where: { id: BigInt(theirs.inbox) } });
    expect(entry.status).toBe("failed");
  });

  test("never show up in lists or sums", async () => {
    for (const path of ["/customers", "/transactions", "/orders", "/inbox", "/runs"]) {
      expect((await ours.get(path)).body.items, path).toEqual([]);
    }
    expect((await ours.get("/overview")).body).toMatchObject({
      kpis: { customers: 0, pointsOutstanding: 0 },
    });
  });

  test("a version of their program cannot be restored from here", async () => {
    const before = await db().programVersion.count({ where: { storeId: theirStoreId } });
    expect((await ours.post("/program/versions/2/restore")).status).toBe(404);
    expect(await db().programVersion.count({ where: { storeId: theirStoreId } })).toBe(before);
  });
});

describe("addresses that name nothing", () => {
  test.each([
    "/customers/0",
    "/customers/abc",
    "/customers/1.5",
    "/customers/99999999999999999999",
    "/orders/-1",
  ])("%s answers 404", async (path) => {
    expect((await ours.get(path)).status).toBe(404);
  });
});
