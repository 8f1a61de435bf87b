import "@/test/support/use-sandbox";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { encryptToken } from "@/lib/crypto/token-envelope";
import { db } from "@/lib/db/client";
import { importPreviewResponse, importsResponse } from "@/lib/schemas/admin/imports";
import { importPastOrders } from "@/lib/services/backfill/import-past-orders";
import { revertImportedOrders } from "@/lib/services/backfill/revert-backfill";
import { createDashboardStore, type DashboardStore } from "@/test/factories/dashboard-store";
import type { StoreHandle } from "@/test/sandbox/admin/store-handle";
import { sandbox } from "@/test/support/use-sandbox";
import { type AdminClient, type Answer, adminClient } from "./admin-client";
import { type AdminApp, serveAdmin } from "./serve-admin";

let app: AdminApp;
let store: DashboardStore;
let client: AdminClient;
let at: StoreHandle;

beforeAll(async () => {
  app = await serveAdmin();
});
afterAll(async () => {
  await app.stop();
  await sandbox.stop();
});
beforeEach(async () => {
  sandbox.admin.clearFaults();
  store = await createDashboardStore();
  at = await sandbox.addStore({ hash: store.hash, seed: "empty" });
  const accessTokenEncrypted = encryptToken(at.issueToken(), store.hash);
  await db().store.update({ where: { id: store.storeId }, data: { accessTokenEncrypted } });
  const customerId = at.addCustomer({ email: "anna@example.com" }).id;
  // Installed 62 days ago; ten orders of ten points, a hundred days old, two of them cancelled.
  at.placeOrders(10, (index) => ({
    customerId,
    statusId: index < 2 ? 5 : 10,
    lines: [{ name: "Mug", price: "10.00", quantity: 1 }],
    createdAt: Date.now() - 100 * 86_400_000 + index * 60_000,
    quiet: true,
  }));
  client = await adminClient(app.url, store);
});

const ask = { since: "2020-01-01", migratedEarn: false };
const imports = (answer: Answer) => importsResponse.strict().parse(answer.body);

/** Starts an import over HTTP and answers its id. */
async function start(): Promise<number> {
  const [item] = imports(await client.post("/imports", ask)).items;
  if (!item) throw new Error("nothing was started");
  return item.id;
}

const work = (importId: number) =>
  importPastOrders({ storeId: store.storeId, importId: BigInt(importId), pagesMax: 9 }, () => new Date());

describe("imports of past orders", () => {
  test("begin empty, with what the next one would go by", async () => {
    const { program, items } = imports(await client.get("/imports"));
    expect(items).toEqual([]);
    expect(program).toEqual({ number: 1, migratedEarn: false });
  });

  test("are counted before they begin, by the days of the store's zone, and nothing is written", async () => {
    const answer = await client.get("/imports/preview?since=2020-01-01");
    const preview = importPreviewResponse.strict().parse(answer.body);
    // Midnight in New York.
    expect(preview).toMatchObject({ orders: 10, earning: 8, since: "2020-01-01T05:00:00.000Z" });
    expect(imports(await client.get("/imports")).items).toEqual([]);
  });

  test("name who began them and who took them back", async () => {
    const id = await start();
    expect(imports(await client.get("/imports")).items).toMatchObject([
      { id, status: "running", startedBy: "maya@juniperandthyme.example", migratedEarn: false, done: 0 },
    ]);
    await work(id);
    await client.post(`/imports/${id}/revert`);
    await revertImportedOrders({ storeId: store.storeId, importId: BigInt(id), now: new Date() });
    await revertImportedOrders({ storeId: store.storeId, importId: BigInt(id), now: new Date() });
    expect(imports(await client.get("/imports")).items).toMatchObject([
      {
        status: "reverted",
        done: 10,
        awarded: { orders: 8, points: 80, customers: 1, withdrawn: 8 },
        revertedBy: "maya@juniperandthyme.example",
      },
    ]);
  });

  test("are stopped and gone on with; each only when it makes sense", async () => {
    const id = await start();
    expect((await client.post("/imports", ask)).status).toBe(409);
    expect((await client.post(`/imports/${id}/resume`)).status).toBe(409);
    expect((await client.post(`/imports/${id}/revert`)).status).toBe(409);
    expect(imports(await client.post(`/imports/${id}/stop`)).items[0]?.status).toBe("cancelled");
    expect((await client.post(`/imports/${id}/stop`)).status).toBe(409);
    expect(imports(await client.post(`/imports/${id}/resume`)).items[0]?.status).toBe("running");
    await work(id);
    expect((await client.post(`/imports/${id}/resume`)).status).toBe(409);
  });
});

describe("what makes no sense has its answer", () => {
  test.each([
    ["no day", { migratedEarn: false }, "since"],
    ["a day that does not exist", { ...ask, since: "2026-02-30" }, "since"],
    ["a day of another century", { ...ask, since: "1926-01-01" }, "since"],
    ["a day after the installation", { ...ask, since: "2099-01-01" }, "since"],
    ["an instant instead of a day", { ...ask, since: "2026-01-01T00:00:00Z" }, "since"],
    ["no choice about migrated orders", { since: "2026-01-01" }, "migratedEarn"],
  ])("%s", async (_, body, field) => {
    const answer = await client.post("/imports", body);
    expect(answer).toMatchObject({ status: 422, body: { code: "validation_failed" } });
    expect(Object.keys(answer.body.errors as object)).toEqual([field]);
    expect(imports(await client.get("/imports")).items).toEqual([]);
  });

  test("a preview of a day that makes none", async () => {
    for (const day of ["", "yesterday", "2026-02-30", "2099-01-01"]) {
      expect((await client.get(`/imports/preview?since=${day}`)).status, day).toBe(422);
    }
  });

  test("an id that is none, and one of another store's import", async () => {
    const theirs = await start();
    const other = await adminClient(app.url, await createDashboardStore("Theirs"));
    for (const act of ["stop", "resume", "revert"]) {
      expect((await client.post(`/imports/abc/${act}`)).status, act).toBe(404);
      expect((await other.post(`/imports/${theirs}/${act}`)).status, act).toBe(404);
    }
    expect(imports(await other.get("/imports")).items).toEqual([]);
    expect(imports(await client.get("/imports")).items[0]?.status).toBe("running");
  });

  test("a preview while BigCommerce is away, or no longer knows us, says which", async () => {
    sandbox.admin.addFault({ kind: "html-500", path: "/v2/orders/count", count: 9 });
    expect(await client.get("/imports/preview?since=2020-01-01")).toMatchObject({
      status: 503,
      body: { detail: "BigCommerce does not answer. Try again in a moment." },
    });
    sandbox.admin.clearFaults();
    at.revokeTokens();
    expect(await client.get("/imports/preview?since=2020-01-01")).toMatchObject({
      status: 502,
      body: { detail: expect.stringContaining("approval") },
    });
  });
});
