import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { adjustment } from "@/test/db/ledger/seed";
import { addCustomers, createDashboardStore, type DashboardStore } from "@/test/factories/dashboard-store";
import { overflow, type Stage, seriousFindings, setStage } from "./stage";

let stage: Stage;
let store: DashboardStore;
let people: { id: bigint; firstName: string; lastName: string }[];

beforeAll(async () => {
  store = await createDashboardStore();
  await addCustomers(store.storeId, 9);
  people = await db().customer.findMany({ where: { storeId: store.storeId }, orderBy: { id: "asc" } });
  const gifts = people.map(({ id }, index) => adjustment(`gift/${index}`, id, 100 * (index + 1)));
  await postTransactions(pool(), store.storeId, gifts);
  stage = await setStage();
});
afterAll(() => stage.end());

const nameOf = (index: number) => `${people[index]?.firstName} ${people[index]?.lastName}`;

async function openProfile(index: number, size?: { width: number; height: number }): Promise<Page> {
  const path = `/dashboard/customers/${people[index]?.id}?code=${await store.createCode()}`;
  const { page } = await stage.open(path, size);
  await page
    .getByRole("heading", { level: 1 })
    .filter({ hasText: nameOf(index) })
    .waitFor();
  return page;
}

test("by keyboard: find the other account, compare, say who stays; both profiles tell of it", async () => {
  const [anna, ben] = [nameOf(0), nameOf(1)];
  const page = await openProfile(0);
  await page.getByRole("button", { name: "Merge…" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByText(`Merge ${anna} with another customer`).waitFor();
  const field = dialog.getByRole("searchbox", { name: "The other account" });
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.type(ben);
  await dialog.getByRole("status").getByText("1 found. Choose one to compare.").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  // Whose profile it is stays, until told otherwise: 100 and 200 make 300 either way.
  await dialog.getByText(`${anna} will have 300 points.`).waitFor();
  await dialog.getByText("This cannot be undone.").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("ArrowDown");
  await dialog.getByText(`${ben} will have 300 points.`).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1 }).filter({ hasText: ben }).waitFor();
  await page.getByText("Includes").waitFor();
  await page
    .getByRole("link", { name: `Merged from ${anna}` })
    .first()
    .waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("link", { name: anna, exact: true }).click();
  await page.getByRole("heading", { level: 1 }).filter({ hasText: anna }).waitFor();
  await page.getByText(/^Merged into/).waitFor();
  expect(await page.getByRole("button", { name: "Merge…" }).count()).toBe(0);
  await page.getByRole("link", { name: ben, exact: true }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.context().close();
});

test("nothing happens before the last button: back and Escape lead out", async () => {
  const page = await openProfile(3, { width: 390, height: 844 });
  await page.getByRole("button", { name: "Merge…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("searchbox").fill("nobody of that name");
  await dialog.getByText("Nobody else matches.").waitFor();
  await dialog.getByRole("searchbox").fill(nameOf(4));
  await dialog
    .getByRole("button")
    .filter({ hasText: nameOf(4) })
    .click();
  await dialog.getByText("This cannot be undone.").waitFor();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Back" }).click();
  await dialog.getByRole("searchbox").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  const merge = page.getByRole("button", { name: "Merge…" });
  await expect.poll(() => merge.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(await db().customer.count({ where: { id: people[3]?.id ?? 0n, mergedIntoId: null } })).toBe(1);
  await page.context().close();
});
