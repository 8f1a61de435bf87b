import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { addCustomers, createDashboardStore, type DashboardStore } from "@/test/factories/dashboard-store";
import { type Stage, setStage } from "./stage";

let stage: Stage;
let store: DashboardStore;

beforeAll(async () => {
  store = await createDashboardStore();
  await addCustomers(store.storeId, 3);
  stage = await setStage({ blockThirdPartyCookies: true });
});
afterAll(() => stage.end());

const lost = "Reopen Laurel from the Apps menu";

test("inside another site's frame, without any cookie, the whole dashboard works", async () => {
  const { frame, page, problems } = await stage.openFramed(`/dashboard?code=${await store.createCode()}`);
  await frame.getByRole("heading", { level: 1, name: "Juniper & Thyme" }).waitFor();
  for (const name of ["Customers", "Earning", "Activity", "Settings", "Overview"]) {
    await frame.getByRole("link", { name, exact: true }).click();
    await frame.waitForURL((url) => !url.search.includes("code"));
  }
  await frame.getByRole("link", { name: "Customers", exact: true }).click();
  await frame.getByRole("link", { name: "Amara Okafor" }).click();
  await frame.getByRole("heading", { level: 1, name: /Amara Okafor/ }).waitFor();
  expect(await page.context().cookies()).toEqual([]);
  expect(await frame.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("going back to the page that opened the session keeps the session", async () => {
  const { page } = await stage.open(`/dashboard?code=${await store.createCode()}`);
  await page.waitForURL((url) => !url.searchParams.has("code"));
  await page.getByRole("link", { name: "Customers", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Customers" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Juniper & Thyme" }).waitFor();
  expect(page.url()).toBe(`${stage.app.url}/dashboard`);
  await page.context().close();
});

test("a code works once: the second visit is asked to come by the Apps menu", async () => {
  const path = `/dashboard?code=${await store.createCode()}`;
  const first = await stage.open(path);
  await first.page.getByRole("heading", { level: 1, name: "Juniper & Thyme" }).waitFor();
  const second = await stage.open(path);
  await second.page.getByRole("heading", { name: lost }).waitFor();
  expect(await second.page.getByText("Juniper & Thyme").count()).toBe(0);
});

test("no code, a made-up one and a reload: each says how to come back, and no page shows data", async () => {
  for (const path of [
    "/dashboard",
    "/dashboard/customers?code=made-up",
    "/dashboard/settings?code=a&code=b",
  ]) {
    const { page } = await stage.open(path);
    await page.getByRole("heading", { name: lost }).waitFor();
    await page.context().close();
  }
  const { page } = await stage.open(`/dashboard/customers?code=${await store.createCode()}`);
  await page.getByRole("link", { name: "Amara Okafor" }).waitFor();
  await page.waitForURL((url) => !url.searchParams.has("code"));
  await page.reload();
  await page.getByRole("heading", { name: lost }).waitFor();
});

test("a user who is removed loses the open page at the next click", async () => {
  const removed = await createDashboardStore("Removed");
  const { page } = await stage.open(`/dashboard?code=${await removed.createCode()}`);
  await page.getByRole("heading", { level: 1, name: "Removed" }).waitFor();
  await db().storeUser.update({ where: { id: removed.userId }, data: { removedAt: new Date() } });
  await page.getByRole("link", { name: "Customers", exact: true }).click();
  await page.getByRole("heading", { name: lost }).waitFor();
});
