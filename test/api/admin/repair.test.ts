import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { settingsResponse } from "@/lib/schemas/admin/settings";
import { addBackground, createDashboardStore, type DashboardStore } from "@/test/factories/dashboard-store";
import { type AdminClient, adminClient } from "./admin-client";
import { type AdminApp, serveAdmin } from "./serve-admin";

let app: AdminApp;
let store: DashboardStore;
let client: AdminClient;

beforeAll(async () => {
  app = await serveAdmin();
});
beforeEach(async () => {
  store = await createDashboardStore();
  await addBackground(store);
  client = await adminClient(app.url, store);
});
afterAll(() => app.stop());

const readSettings = async () => settingsResponse.strict().parse((await client.get("/settings")).body);

describe("settings", () => {
  test("tell the store's facts, its permissions and where the script is", async () => {
    const settings = await readSettings();
    expect(settings.store).toMatchObject({ name: "Juniper & Thyme", currency: "USD", hash: store.hash });
    expect(settings.connection.scopes.every((scope) => scope.granted)).toBe(true);
    expect(settings.channels.map((channel) => channel.hasScript)).toEqual([true, false]);
  });

  test("name a permission that is missing", async () => {
    await db().store.update({ where: { id: store.storeId }, data: { scopes: ["store_v2_orders"] } });
    const missing = (await readSettings()).connection.scopes.filter((scope) => !scope.granted);
    expect(missing.map((scope) => scope.name)).not.toContain("store_v2_orders_read_only");
    expect(missing).toHaveLength(7);
  });

  test("repair asks for the set-up to run again, and says so until it has", async () => {
    expect((await client.post("/settings/repair")).status).toBe(204);
    expect((await readSettings()).connection).toMatchObject({ provisionedAt: null, provisionError: null });
  });
});

describe("a failed copy of customers", () => {
  test("goes on where it stopped", async () => {
    const { id } = await db().importJob.findFirstOrThrow({ where: { storeId: store.storeId } });
    const failed = { status: "failed", cursor: "page-3", done: 500, error: "BigCommerce was away" } as const;
    await db().importJob.update({ where: { id }, data: failed });
    expect((await client.post("/settings/resume-import")).status).toBe(204);
    const job = await db().importJob.findUniqueOrThrow({ where: { id } });
    expect(job).toMatchObject({ status: "running", cursor: "page-3", done: 500, error: null });
  });

  test("cannot be resumed when it did not fail", async () => {
    expect((await client.post("/settings/resume-import")).status).toBe(409);
  });
});

describe("a failed webhook", () => {
  test("is put back in line once", async () => {
    const failed = await db().inboxEntry.findFirstOrThrow({
      where: { storeId: store.storeId, status: "failed" },
    });
    expect((await client.post(`/inbox/${failed.id}/retry`)).status).toBe(204);
    const entry = await db().inboxEntry.findUniqueOrThrow({ where: { id: failed.id } });
    expect(entry).toMatchObject({ status: "pending", attempts: 0, lastError: null });
    expect((await client.post(`/inbox/${failed.id}/retry`)).status).toBe(409);
  });
});
