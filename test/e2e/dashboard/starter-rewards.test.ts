import { afterAll, beforeAll, expect, test } from "vitest";
import { createDashboardStore, type DashboardStore } from "@/test/factories/dashboard-store";
import { overflow, type Stage, seriousFindings, setStage } from "./stage";

let stage: Stage;
let store: DashboardStore;

beforeAll(async () => {
  store = await createDashboardStore();
  stage = await setStage();
});
afterAll(() => stage.end());

test("a new store's rewards are one click away, on a phone too", async () => {
  const { page, problems } = await stage.open(`/dashboard/rewards?code=${await store.createCode()}`, {
    width: 390,
    height: 844,
  });
  await page.getByText("No rewards yet").waitFor();
  await page.getByText("$5 off").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await page.getByRole("button", { name: "Publish these rewards" }).click();
  await page.getByText("Shoppers can spend their points now", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Check and repair" }).waitFor();
  expect(
    await page
      .getByRole("listitem")
      .filter({ hasText: /off|shipping/ })
      .count(),
  ).toBe(3);
  expect(problems).toEqual([]);
  await page.context().close();
});
