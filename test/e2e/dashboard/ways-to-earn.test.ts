import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { publishProgram } from "@/lib/services/program/publish-program";
import { post } from "@/test/api/v1/api-shop";
import { addCustomers, createDashboardStore, type DashboardStore } from "@/test/factories/dashboard-store";
import { overflow, type Stage, seriousFindings, setStage } from "./stage";

let stage: Stage;
let store: DashboardStore;
let customer_id: number;
const narrow = { width: 320, height: 720 };

const points = { name: { one: "leaf", other: "leaves" } };
const actions = [
  { key: "welcome", kind: "sign_up", points: 50 },
  { key: "birthday", kind: "birthday", points: 100 },
  {
    key: "tea-quiz",
    kind: "custom",
    name: `Tea quiz ${"<b>of the month</b>".repeat(3)}`,
    points: 1,
    limit: { count: 2, per: "week" },
  },
];

beforeAll(async () => {
  store = await createDashboardStore();
  await addCustomers(store.storeId, 1);
  const { rows } = await pool().query("SELECT id FROM customers WHERE store_id = $1", [store.storeId]);
  customer_id = rows[0].id;
  await publishProgram({
    storeId: store.storeId,
    document: { points, earning: { actions } },
    now: new Date(),
  });
  stage = await setStage();
});
afterAll(() => stage.end());

const report = (key: string, distinct_id: string) =>
  post(`${stage.app.url}/api/v1/activities`, key, {
    activity: { token: "tea-quiz", customer_id, distinct_id },
  });

test("by keyboard alone: a key is made, copied in the control panel's frame, used, and revoked for good", async () => {
  const { frame, page, problems } = await stage.openFramed(
    `/dashboard/settings?code=${await store.createCode()}`,
  );
  const name = frame.getByLabel("What will use it");
  await name.click();
  await page.keyboard.press("Enter");
  await frame.getByText("Give the key a name.").waitFor();
  await page.keyboard.type("Quiz site");
  await page.keyboard.press("Enter");
  const shown = frame.getByLabel("Key for Quiz site");
  await shown.waitFor();
  expect(await shown.evaluate((field) => field === document.activeElement)).toBe(true);
  const key = await shown.inputValue();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await frame.getByRole("status").filter({ hasText: "Copied" }).waitFor({ state: "attached" });
  await name.focus();
  await page.keyboard.press("ControlOrMeta+V");
  expect(await name.inputValue()).toBe(key);
  await frame.getByText("never used").waitFor();
  expect((await report(key, "by-keyboard")).status).toBe(201);

  await frame.getByRole("button", { name: "Revoke Quiz site" }).focus();
  await page.keyboard.press("Enter");
  await frame.getByRole("alertdialog").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await frame.getByText("There are no keys yet.").waitFor();
  await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await shown.count()).toBe(0);
  expect((await report(key, "too-late")).status).toBe(401);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("at 320 px a new key, its row and its question fit and pass axe; after a reload the key is gone, its use is there", async () => {
  const { page, problems } = await stage.open(`/dashboard/settings?code=${await store.createCode()}`, narrow);
  await page.getByLabel("What will use it").fill("A till in the shop beside the station");
  await page.getByRole("button", { name: "Make a key" }).click();
  const key = await page.getByLabel(/^Key for/).inputValue();
  expect(await seriousFindings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  expect((await report(key, "at-the-till")).status).toBe(201);
  await page.goto(`${stage.app.url}/dashboard/settings?code=${await store.createCode()}`);
  await page.getByText(`${key.slice(0, 10)}…`).waitFor();
  await page.getByText("never used").waitFor({ state: "detached" });
  expect(await page.content()).not.toContain(key);
  await page.getByRole("button", { name: /^Revoke A till/ }).click();
  await page.getByRole("alertdialog").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("who is not the owner sees the keys and is told who changes them", async () => {
  const { userId } = store;
  const setOwner = (isOwner: boolean) =>
    pool().query("UPDATE store_users SET is_owner = $2 WHERE id = $1", [userId, isOwner]);
  await setOwner(false);
  const { page } = await stage.open(`/dashboard/settings?code=${await store.createCode()}`);
  await page.getByText("Only the store’s owner can make and revoke keys.").waitFor();
  expect(await page.getByRole("button", { name: "Make a key" }).count()).toBe(0);
  await page.context().close();
  await setOwner(true);
});

test.each([
  ["1024 px", { width: 1024, height: 768 }],
  ["320 px", narrow],
])(
  "at %s the earning page tells what the program pays for beside orders, and how to report it",
  async (_, size) => {
    const { page, problems } = await stage.open(`/dashboard/program?code=${await store.createCode()}`, size);
    const card = page.getByRole("region", { name: "Other ways to earn" });
    const rows = await card.getByRole("listitem").allTextContents();
    expect(rows).toHaveLength(3);
    expect(rows[0]).toContain("50 leaves, once");
    expect(rows[1]).toContain("100 leaves, once a year");
    expect(rows[2]).toContain("<b>of the month</b>");
    expect(rows[2]).toContain("1 leaf, 2 times a week");
    await card.getByText("How to report it").click();
    const sample = card.locator("pre", { hasText: "curl" });
    await sample.waitFor();
    expect(await sample.textContent()).toContain(`curl ${stage.app.url}/api/v1/activities`);
    expect(await sample.textContent()).toContain('"token":"tea-quiz"');
    expect(await card.textContent()).toContain(`--store ${store.hash} --file program.json`);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    expect(problems).toEqual([]);
    await page.context().close();
  },
);

test("a program that pays for orders alone says so", async () => {
  const plain = await createDashboardStore("Orders Only");
  const { page } = await stage.open(`/dashboard/program?code=${await plain.createCode()}`);
  await page.getByText("Only orders earn").waitFor();
  await page.context().close();
});
