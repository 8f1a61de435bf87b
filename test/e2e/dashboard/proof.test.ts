import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import {
  addCustomers,
  addTrade,
  createDashboardStore,
  type DashboardStore,
} from "@/test/factories/dashboard-store";
import { overflow, type Stage, seriousFindings, setStage } from "./stage";

let stage: Stage;
let store: DashboardStore;

beforeAll(async () => {
  store = await createDashboardStore();
  await addCustomers(store.storeId, 10);
  await addTrade(store.storeId, { customers: 8, days: 8 });
  stage = await setStage();
});
afterAll(() => stage.end());

/** Nothing serious for axe and no sideways scrolling, at both widths; pictures for a person to look at. */
async function look(page: Page, name: string): Promise<void> {
  mkdirSync("test/.tmp/proof", { recursive: true });
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.screenshot({ path: `test/.tmp/proof/${name}-${width}.png`, fullPage: true });
  }
}

test("a click proves the ledger; a changed row is shown in red until it is right again", async () => {
  const { page, problems } = await stage.open(`/dashboard?code=${await store.createCode()}`);
  await page.getByRole("link", { name: "Prove that every point adds up" }).click();
  await page.getByText("Not checked yet", { exact: true }).waitFor();
  await look(page, "empty");

  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByText("0 differences").waitFor();
  await page.getByRole("button", { name: "Check now" }).waitFor();
  await look(page, "clean");

  await changeBehindTheTriggers("available = available + 5000");
  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByRole("heading", { name: /^Does not hold: every balance/ }).waitFor();
  await page.getByRole("button", { name: "Check now" }).waitFor();
  await look(page, "differs");

  await changeBehindTheTriggers("available = available - 5000");
  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByText("0 differences").waitFor();
  expect(problems).toEqual([]);
  await page.context().close();
});

async function changeBehindTheTriggers(change: string): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("SET session_replication_role = replica");
    await client.query(`UPDATE customer_balances SET ${change} WHERE store_id = $1`, [String(store.storeId)]);
  } finally {
    await client.query("SET session_replication_role = DEFAULT");
    client.release();
  }
}
