import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addBackground,
  addCustomers,
  addTrade,
  createDashboardStore,
  type DashboardStore,
} from "@/test/factories/dashboard-store";
import { overflow, type Stage, seriousFindings, setStage } from "./stage";

let stage: Stage;
let busy: DashboardStore;
let fresh: DashboardStore;
let customerId: number;

beforeAll(async () => {
  busy = await createDashboardStore();
  await addCustomers(busy.storeId, 30);
  await addTrade(busy.storeId, { customers: 20, days: 35 });
  await addBackground(busy);
  fresh = await createDashboardStore("Fresh Start Goods");
  const { db } = await import("@/lib/db/client");
  const member = await db().customer.findFirstOrThrow({ where: { storeId: busy.storeId, state: "member" } });
  customerId = Number(member.id);
  stage = await setStage();
});
afterAll(() => stage.end());

const pages: [title: string, path: () => string][] = [
  ["Juniper & Thyme", () => "/dashboard"],
  ["Customers", () => "/dashboard/customers"],
  ["Earning rule", () => "/dashboard/program"],
  ["Branding", () => "/dashboard/branding"],
  ["Activity", () => "/dashboard/activity"],
  ["Settings", () => "/dashboard/settings"],
  ["Ledger proof", () => "/dashboard/proof"],
  ["", () => `/dashboard/customers/${customerId}`],
];

describe.each([
  ["1024 px", { width: 1024, height: 768 }],
  ["a phone", { width: 390, height: 844 }],
])("at %s", (_, size) => {
  test.each(pages)(
    "%s: data in the first paint, nothing serious for axe, no sideways scrolling",
    async (title, path) => {
      const { page, problems } = await stage.open(`${path()}?code=${await busy.createCode()}`, size);
      await page.waitForURL((url) => !url.searchParams.has("code"));
      const heading = page.getByRole("heading", { level: 1 });
      if (title) expect(await heading.textContent()).toBe(title);
      expect(await page.getByRole("alert").filter({ hasText: "could not" }).count()).toBe(0);
      expect(await seriousFindings(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      expect(problems).toEqual([]);
      await page.context().close();
    },
  );
});

test("the page that opens a session carries its data: no request to the API before it is shown", async () => {
  const response = await fetch(`${stage.app.url}/dashboard?code=${await busy.createCode()}`);
  const html = await response.text();
  expect(html).toContain("Latest points activity");
  expect(html).not.toContain("Loading the overview");
  expect(response.headers.get("content-security-policy")).toContain(
    "frame-ancestors https://*.mybigcommerce.com",
  );
  expect(response.headers.get("x-frame-options")).toBeNull();
});

test("an empty store is told what will happen on every page", async () => {
  const { page, problems } = await stage.open(`/dashboard?code=${await fresh.createCode()}`);
  await page.getByText("No points yet").waitFor();
  await page.getByRole("link", { name: "Customers" }).click();
  await page.getByText("No customers yet").waitFor();
  await page.getByRole("link", { name: "Activity" }).click();
  await page.getByText("No points yet").waitFor();
  await page.getByRole("tab", { name: "Webhook inbox" }).click();
  await page.getByText("No webhooks yet").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(problems).toEqual([]);
  await page.context().close();
});
