import "@/test/support/use-sandbox";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encryptToken } from "@/lib/crypto/token-envelope";
import { pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { programItemId } from "@/lib/services/program/program-item-id";
import { publishProgram } from "@/lib/services/program/publish-program";
import { issueRedemption } from "@/lib/services/redemptions/issue-redemption";
import { purchaseReward } from "@/lib/services/redemptions/purchase-reward";
import { sweepCodes } from "@/lib/services/redemptions/sweep-codes";
import { adjustment } from "@/test/db/ledger/seed";
import { createDashboardStore, type DashboardStore } from "@/test/factories/dashboard-store";
import type { StoreHandle } from "@/test/sandbox/admin/store-handle";
import { sandbox } from "@/test/support/use-sandbox";
import { overflow, type Stage, seriousFindings, setStage } from "./stage";

let stage: Stage;
let store: DashboardStore;
let at: StoreHandle;
let customerId: bigint;

const rewards = [
  { key: "fiver", type: "fixed_amount", name: "Five off", pointsPrice: 500, value: "5.00" },
  { key: "credit", type: "store_credit", name: "Ten credit", pointsPrice: 900, value: "10.00" },
];
const phone = { width: 390, height: 844 };

beforeAll(async () => {
  store = await createDashboardStore();
  const { storeId, hash } = store;
  at = await sandbox.addStore({ hash });
  const token = encryptToken(at.issueToken(), hash);
  await pool().query("UPDATE stores SET access_token_encrypted = $2 WHERE id = $1", [String(storeId), token]);
  await pool().query(
    `INSERT INTO currencies (store_id, code, decimal_places, is_default, is_transactional)
     VALUES ($1, 'USD', 2, true, true) ON CONFLICT DO NOTHING`,
    [String(storeId)],
  );
  const { id, email } = at.addCustomer({ email: "nora@example.com", firstName: "Nora", lastName: "Berg" });
  const { rows } = await pool().query(
    `INSERT INTO customers (store_id, bc_customer_id, email, first_name, last_name, updated_at)
     VALUES ($1, $2, $3, 'Nora', 'Berg', now()) RETURNING id`,
    [String(storeId), id, email],
  );
  customerId = BigInt(rows[0].id);
  await publishProgram({ storeId, document: { rewards }, now: new Date() });
  await postTransactions(pool(), storeId, [adjustment("nora", customerId, 3_000)]);
  await holdFiver();
  await loseCredit();
  // Only now: the app's own runner would be at the same redemptions.
  stage = await setStage();
});
afterAll(() => stage.end());

async function buy(key: string, when = new Date()): Promise<void> {
  const { storeId } = store;
  const productId = programItemId(storeId, "points_product", key);
  const asked = { storeId, customerId, productId, pointsToSpend: null, requestId: `dashboard-${key}` };
  const { redemption } = await purchaseReward({ ...asked, origin: null, now: when });
  const client = { baseUrl: sandbox.url };
  await issueRedemption({ storeId, redemptionId: redemption.id, now: when, client });
}

/** A code whose promotion the merchant then switches off; the sweep has noticed. */
async function holdFiver(): Promise<void> {
  await buy("fiver");
  for (const promotion of at.state.promotions.values()) {
    promotion.document = { ...promotion.document, status: "DISABLED" };
  }
  await sweepCodes(store.storeId, new Date(), { baseUrl: sandbox.url });
}

/** The answer is lost, and somebody else changes the store credit in the same minute. */
async function loseCredit(): Promise<void> {
  const path = "/v3/customers";
  sandbox.admin.addFault({ kind: "reset", method: "PUT", path, store: at.hash, phase: "after" });
  // So long ago that the request is not on its way any more: only then may somebody decide.
  await buy("credit", new Date(Date.now() - 120_000));
  for (const customer of at.state.customers.values()) customer.storeCredit = 12_300;
}

async function open(path: string, size?: { width: number; height: number }) {
  const { page, problems } = await stage.open(`${path}?code=${await store.createCode()}`, size);
  await page.waitForURL((url) => !url.searchParams.has("code"));
  return { page, problems };
}

async function expectSound(page: Page) {
  expect(await seriousFindings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
}

test("a reward whose promotion was switched off in the control panel says so, and repair puts it right", async () => {
  const { page, problems } = await open("/dashboard/rewards", phone);
  await page.getByText("Promotion switched off").waitFor();
  await expectSound(page);
  await page.getByRole("button", { name: "Check and repair" }).click();
  await page.getByText("Repaired", { exact: true }).waitFor();
  await page.getByText("Active", { exact: true }).waitFor();
  expect([...at.state.promotions.values()].map(({ document }) => document.status)).toEqual(["ENABLED"]);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("codes that are still being made again are counted down before the merchant's eyes", async () => {
  const setMissing = (at: Date | null) =>
    pool().query(
      "UPDATE redemptions SET code_missing_at = $2 WHERE store_id = $1 AND status = 'issued' AND mechanism = 'promotion'",
      [String(store.storeId), at],
    );
  await setMissing(new Date());
  const { page, problems } = await open("/dashboard/rewards");
  await page.getByText("1 held but deleted").waitFor();
  await setMissing(null);
  await page.getByText("1 held but deleted").waitFor({ state: "detached" });
  await page.getByText("1 held", { exact: false }).waitFor();
  expect(problems).toEqual([]);
  await page.context().close();
});

test("staff cancel a held reward by keyboard, after being asked; the points are back", async () => {
  const { page, problems } = await open(`/dashboard/customers/${customerId}`);
  await page.getByRole("tab", { name: "Rewards" }).click();
  await page.getByText("Ready to use").waitFor();
  await expectSound(page);
  await page.getByRole("button", { name: "Cancel Five off" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("alertdialog").getByText("gets 500 points back").waitFor();
  await expectSound(page);
  await page.getByRole("button", { name: "Cancel the reward" }).click();
  await page.getByText("Cancelled", { exact: true }).waitFor();
  expect(at.state.codes.size).toBe(0);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("an unclear store credit is settled by hand, with a note, on a phone", async () => {
  const { page, problems } = await open(`/dashboard/customers/${customerId}`, phone);
  await page.getByRole("tab", { name: "Rewards" }).click();
  await page.getByText("Unclear", { exact: true }).waitFor();
  await expectSound(page);
  await page.getByRole("button", { name: "Settle Ten credit" }).click();
  await page.getByRole("button", { name: "It was given" }).click();
  await page.getByText("Say in a few words how you know.").waitFor();
  await expectSound(page);
  await page.getByRole("textbox", { name: "Note" }).fill("Looked in the control panel");
  await page.getByRole("button", { name: "It was given" }).click();
  await page.getByText("Given", { exact: true }).waitFor();
  expect(problems).toEqual([]);
  await page.context().close();
});
