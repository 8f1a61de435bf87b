import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { advancePointsRollup } from "@/lib/db/dashboard/roll-up-points";
import { overviewResponse } from "@/lib/schemas/admin/overview";
import {
  addCustomers,
  addTrade,
  createDashboardStore,
  type DashboardStore,
} from "@/test/factories/dashboard-store";
import { adminClient } from "./admin-client";
import { type AdminApp, serveAdmin } from "./serve-admin";

let app: AdminApp;
let store: DashboardStore;

beforeAll(async () => {
  app = await serveAdmin();
  store = await createDashboardStore();
  await addCustomers(store.storeId, 12);
  await addTrade(store.storeId, { customers: 12, days: 45 });
});
afterAll(() => app.stop());

async function readOverview() {
  const client = await adminClient(app.url, store);
  return overviewResponse.strict().parse((await client.get("/overview")).body);
}

async function sumOfLedger(): Promise<number> {
  const { rows } = await pool().query<{ sum: number }>(
    "SELECT coalesce(sum(points_change), 0)::bigint AS sum FROM ledger_transactions WHERE store_id = $1",
    [String(store.storeId)],
  );
  return Number(rows[0]?.sum);
}

test("the figures are those of the ledger, and thirty days come without gaps", async () => {
  const { kpis, days } = await readOverview();
  const balances = await pool().query<{ sum: number }>(
    "SELECT sum(pending + available + debt)::bigint AS sum FROM customer_balances WHERE store_id = $1",
    [String(store.storeId)],
  );
  expect(kpis.pointsOutstanding).toBe(await sumOfLedger());
  expect(kpis.pointsOutstanding).toBe(Number(balances.rows[0]?.sum));
  expect(days).toHaveLength(30);
  expect(new Set(days.map((day) => day.day)).size).toBe(30);
  expect(kpis.pointsIssued.now).toBe(days.reduce((sum, day) => sum + day.issued, 0));
  expect(kpis.pointsIssued.before).toBeGreaterThan(0);
});

test("moving the daily sums on changes no figure, however often and with new points in between", async () => {
  const before = await readOverview();
  await advancePointsRollup(store.storeId, "America/New_York");
  await Promise.all([
    advancePointsRollup(store.storeId, "America/New_York"),
    advancePointsRollup(store.storeId, "America/New_York"),
  ]);
  const { rows } = await pool().query("SELECT count(*)::int AS days FROM points_days WHERE store_id = $1", [
    String(store.storeId),
  ]);
  expect(rows[0].days).toBeGreaterThan(30);
  expect(await readOverview()).toEqual(before);
  await addTrade(store.storeId, { customers: 12, days: 1, firstOrderId: 5000 });
  expect((await readOverview()).kpis.pointsOutstanding).toBe(await sumOfLedger());
  await advancePointsRollup(store.storeId, "America/New_York");
  expect((await readOverview()).kpis.pointsOutstanding).toBe(await sumOfLedger());
});

test("the checklist follows the store: set-up, copy of customers, reviewed rule, first award", async () => {
  const fresh = await createDashboardStore("Fresh");
  await pool().query("UPDATE stores SET provisioned_at = NULL WHERE id = $1", [String(fresh.storeId)]);
  const client = await adminClient(app.url, fresh);
  const read = async () => overviewResponse.parse((await client.get("/overview")).body).checklist;
  expect(await read()).toMatchObject({
    provisionedAt: null,
    customerImport: null,
    ruleReviewedAt: null,
    firstAwardAt: null,
  });
  await pool().query(
    "INSERT INTO import_jobs (store_id, kind, status, done, total, updated_at) VALUES ($1, 'customers', 'running', 250, 900, now())",
    [String(fresh.storeId)],
  );
  expect((await read()).customerImport).toMatchObject({ status: "running", done: 250, total: 900 });
  expect((await client.post("/program/review")).status).toBe(204);
  expect((await read()).ruleReviewedAt).not.toBeNull();
});
