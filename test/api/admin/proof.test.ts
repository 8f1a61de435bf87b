import { afterAll, beforeAll, expect, test } from "vitest";
import { proofResponse } from "@/lib/schemas/admin/proof";
import { createDashboardStore } from "@/test/factories/dashboard-store";
import { adminClient } from "./admin-client";
import { type AdminApp, serveAdmin } from "./serve-admin";

let app: AdminApp;
beforeAll(async () => {
  app = await serveAdmin();
});
afterAll(() => app.stop());

test("a check is queued once however often it is asked for, and only for the store that asks", async () => {
  const ours = await adminClient(app.url, await createDashboardStore("Ours"));
  const theirs = await adminClient(app.url, await createDashboardStore("Theirs"));
  expect((await ours.get("/proof")).body).toEqual({ last: null, open: null });
  const asked = proofResponse.strict().parse((await ours.post("/proof")).body);
  expect(asked.open).toMatchObject({ status: "queued", checksDone: 0 });
  expect((await ours.post("/proof")).body).toEqual(asked);
  expect((await theirs.get("/proof")).body).toEqual({ last: null, open: null });
});
