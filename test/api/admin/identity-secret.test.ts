import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { createDashboardStore } from "@/test/factories/dashboard-store";
import { adminClient } from "./admin-client";
import { type AdminApp, serveAdmin } from "./serve-admin";

let app: AdminApp;
beforeAll(async () => {
  app = await serveAdmin();
});
afterAll(() => app.stop());

const path = "/settings/identity-secret";

async function clientOf(isOwner: boolean) {
  const store = await createDashboardStore("Headless");
  await db().storeUser.update({ where: { id: store.userId }, data: { isOwner } });
  return adminClient(app.url, store);
}

test("the owner makes a secret, sees it once, makes another and revokes it", async () => {
  const owner = await clientOf(true);
  expect((await owner.get(path)).body).toEqual({ setAt: null, previousValidUntil: null });
  const first = await owner.post(path);
  expect(first.body).toEqual({ secret: expect.stringMatching(/^lis_[\w-]{43}$/) });
  expect((await owner.get(path)).body).toEqual({ setAt: expect.any(String), previousValidUntil: null });
  const second = await owner.post(path);
  expect(second.body).not.toEqual(first.body);
  expect((await owner.get(path)).body).toMatchObject({ previousValidUntil: expect.any(String) });
  await owner.post(`${path}/revoke`);
  expect((await owner.get(path)).body).toEqual({ setAt: null, previousValidUntil: null });
});

test("others see whether there is one, and change nothing", async () => {
  const editor = await clientOf(false);
  expect((await editor.get(path)).status).toBe(200);
  expect((await editor.post(path)).status).toBe(403);
  expect((await editor.post(`${path}/revoke`)).status).toBe(403);
});
