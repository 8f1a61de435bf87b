import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import {
  addBackground,
  addCustomers,
  addTrade,
  createDashboardStore,
  type DashboardStore,
} from "@/test/factories/dashboard-store";
import { type Stage, seriousFindings, setStage } from "./stage";

let stage: Stage;
let store: DashboardStore;

beforeAll(async () => {
  store = await createDashboardStore();
  await addCustomers(store.storeId, 60);
  await addTrade(store.storeId, { customers: 12, days: 12 });
  await addBackground(store);
  stage = await setStage();
});
afterAll(() => stage.end());

async function openPage(path: string): Promise<Page> {
  const { page } = await stage.open(`${path}?code=${await store.createCode()}`);
  await page.waitForURL((url) => !url.searchParams.has("code"));
  return page;
}

test("search, filter and more rows: by keyboard alone, and the way back leads to the same list", async () => {
  const page = await openPage("/dashboard/customers");
  const rows = page.getByRole("row");
  expect(await rows.count()).toBe(26);
  await page.getByRole("button", { name: "Show more" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Showing the latest 50 customers").waitFor();
  await page.getByRole("searchbox", { name: "Search customers" }).focus();
  await page.keyboard.type("okafor");
  await page.waitForURL((url) => url.searchParams.get("q") === "okafor");
  // The former list stays until the found one is there.
  const found = page
    .getByRole("row")
    .nth(1)
    .getByRole("link", { name: /okafor/i });
  await found.waitFor();
  await page.getByText(/All \d+ customers shown/).waitFor();
  const name = await found.textContent();
  await page
    .getByRole("link", { name: name ?? "" })
    .first()
    .focus();
  await page.keyboard.press("Enter");
  await page
    .getByRole("heading", { level: 1 })
    .filter({ hasText: name ?? "" })
    .waitFor();
  await page.goBack();
  await page.getByRole("searchbox", { name: "Search customers" }).waitFor();
  expect(await page.getByRole("searchbox", { name: "Search customers" }).inputValue()).toBe("okafor");
  await page.context().close();
});

test("every points transaction and every order opens to why it is so", async () => {
  const { customerId } = await db().ledgerTransaction.findFirstOrThrow({ where: { storeId: store.storeId } });
  const page = await openPage(`/dashboard/customers/${customerId}`);
  await page
    .getByRole("button", { name: /^Explain / })
    .first()
    .click();
  await page.getByText("Ledger entries").waitFor();
  await page.getByRole("tab", { name: "Orders" }).click();
  await page
    .getByRole("button", { name: /^Explain order / })
    .first()
    .click();
  await page.getByText("Read from BigCommerce").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.context().close();
});

test("the rule: errors at the field, the example live, leaving asks, publishing makes a version, restoring another", async () => {
  const page = await openPage("/dashboard/program");
  const points = page.getByLabel("Points", { exact: true });
  await page.getByText("A $50.90 order earns").waitFor();
  await points.fill("0.5");
  await page.getByText("Enter a whole number.").waitFor();
  expect(await page.getByRole("button", { name: "Publish…" }).isDisabled()).toBe(true);
  expect(await points.getAttribute("aria-invalid")).toBe("true");
  await page.getByRole("button", { name: "Show me" }).click();
  expect(await points.evaluate((field) => field === document.activeElement)).toBe(true);
  await points.fill("4");
  // 42.50 × 4 = 170
  await page.getByText("170 Sprigs", { exact: true }).first().waitFor();
  await page.getByRole("link", { name: "Customers", exact: true }).click();
  await page.getByRole("alertdialog", { name: "Leave without saving?" }).waitFor();
  await page.getByRole("button", { name: "Keep editing" }).click();
  await page.getByRole("button", { name: "Publish…" }).click();
  await page.getByRole("alertdialog").getByText("Points: 2 → 4").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("alertdialog").getByRole("button", { name: "Publish" }).click();
  await page.getByText("Version 3 decides orders from now on.").first().waitFor();
  await page.getByRole("button", { name: "Restore version 2" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Restore" }).click();
  await page.getByText("Version 4 decides orders from now on.").first().waitFor();
  await expect.poll(() => points.inputValue()).toBe("2");
  await page.context().close();
});

test("a failed webhook is retried from the inbox", async () => {
  const page = await openPage("/dashboard/activity");
  await page.getByRole("tab", { name: "Webhook inbox" }).click();
  await page.getByText("BigCommerce answered 500 to GET /v2/orders/1028").waitFor();
  await page.getByRole("button", { name: "Retry" }).click();
  await page.getByText("Back in line").first().waitFor();
  await page.context().close();
});

test("repair asks first, then shows that set-up runs", async () => {
  const page = await openPage("/dashboard/settings");
  await page.getByRole("button", { name: "Repair" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Repair" }).click();
  await page.getByText("Repair started").first().waitFor();
  await page.context().close();
});
