import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { handOverSession } from "@/lib/services/sessions/hand-over-session";
import { launchBrowser } from "@/test/support/browser";
import { type Laurel, startLaurel } from "@/test/support/laurel";
import { overflow, seriousFindings } from "./stage";

/** A store with six thousand past orders of ten points each, of sixty customers, every tenth cancelled. */
const orderCount = 6_000;
const hash = "imports1";
const plenty = { quota: 10_000, windowMs: 3_000 };
/** Few calls a second, so that there is something to stop. */
const scarce = { quota: 10, windowMs: 15_000 };
let laurel: Laurel;
let browser: Browser;
let page: Page;
let problems: string[];

beforeAll(async () => {
  laurel = await startLaurel({
    stores: [{ hash }],
    seed: "empty",
    webhooks: { paused: true },
    rateLimit: plenty,
  });
  const store = laurel.sandbox.store();
  const customers = Array.from(
    { length: 60 },
    (_, n) => store.addCustomer({ email: `n${n}@example.com` }).id,
  );
  const newestMs = Date.now() - 86_400_000;
  store.placeOrders(orderCount, (index) => ({
    customerId: customers[index % 60],
    statusId: index % 10 === 9 ? 5 : 10,
    lines: [{ name: "Mug", price: "10.50", quantity: 1 }],
    createdAt: newestMs - (orderCount - index) * 60_000,
    quiet: true,
  }));
  await laurel.install();
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await laurel?.stop();
});

beforeEach(async () => {
  const context = await browser.newContext({
    viewport: { width: 1024, height: 768 },
    reducedMotion: "reduce",
  });
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  return () => context.close();
});

async function openImports(forStore = hash): Promise<void> {
  const { rows } = await pool().query(
    "SELECT s.id AS store, u.id AS person FROM stores s JOIN store_users u ON u.store_id = s.id WHERE s.hash = $1",
    [forStore],
  );
  const { store, person } = rows[0];
  const { code } = await handOverSession({ storeId: BigInt(store), storeUserId: BigInt(person) }, new Date());
  await page.goto(`${laurel.app().url}/dashboard/imports?code=${code}`);
  await page.waitForURL((url) => !url.searchParams.has("code"));
}

/** Nothing serious for axe and no sideways scrolling, at both widths; pictures for a person to look at. */
async function look(name: string): Promise<void> {
  mkdirSync("test/.tmp/imports", { recursive: true });
  for (const width of [390, 1024]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.screenshot({ path: `test/.tmp/imports/${name}-${width}.png`, fullPage: true });
  }
}

const button = (name: string) => page.getByRole("button", { name, exact: true });

describe("past orders", () => {
  test("are counted before anything happens; a day that makes no sense has its answer", async () => {
    await openImports();
    await page.getByText("6,000 orders", { exact: true }).waitFor();
    await page.getByText("5,400 of them in a status that earns", { exact: false }).waitFor();
    await look("empty");
    const day = page.getByLabel("Orders placed since");
    await day.fill("2999-01-01");
    await page.getByText("Choose a day before you installed Laurel.").waitFor();
    expect(await button("Import past orders").isDisabled()).toBe(true);
    await day.fill("");
    await page.getByText("Choose a day.", { exact: true }).first().waitFor();
    await look("bad-day");
    // The day of installation: nothing was placed on it before Laurel was there.
    await day.fill(await day.getAttribute("max").then(String));
    await page.getByText("No orders were placed in this time.").waitFor();
    expect(await button("Import past orders").isDisabled()).toBe(true);
  });

  test("cannot be counted while BigCommerce is away: said so, and asked again at a click", async () => {
    laurel.sandbox.admin.addFault({ kind: "html-500", path: "/v2/orders/count", count: 3 });
    await openImports();
    await page.getByText("The orders could not be counted").waitFor();
    await page.getByText("BigCommerce does not answer. Try again in a moment.").waitFor();
    await look("away");
    laurel.sandbox.admin.clearFaults();
    await button("Try again").click();
    await page.getByText("6,000 orders", { exact: true }).waitFor();
  });

  test("are brought in, stopped, gone on with and taken back, by keyboard alone", async () => {
    await openImports();
    await page.getByText("6,000 orders", { exact: true }).waitFor();
    laurel.sandbox.admin.setRateLimit(scarce);
    await button("All").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("switch", { name: "Orders migrated from another platform earn too" }).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Bringing in past orders" }).waitFor();
    await page.getByText(/^\d,\d+ of 6,000 orders looked at · .* left$/).waitFor();
    await look("running");
    await button("Stop").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "You stopped this import" }).waitFor();
    await look("stopped");
    laurel.sandbox.admin.setRateLimit(plenty);
    await button("Resume").focus();
    await page.keyboard.press("Enter");
    // What runs still waits for the end of its window first.
    await page.getByRole("heading", { name: "54,000 points for 5,400 orders" }).waitFor({ timeout: 90_000 });
    await page.getByText("54", { exact: true }).waitFor();
    await look("done");

    await button("Take back").focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("alertdialog", { name: "Take this import back?" });
    await dialog.getByText(/The 54,000 points it gave go again from 54 customers/).waitFor();
    await look("asking");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    // The focus comes back to the button that asked.
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await expect.poll(focused, { timeout: 10_000 }).toBe("Take back");
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Take back" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Taken back" }).waitFor();
    await look("taken-back");
    expect(problems).toEqual([]);
  });

  test("earlier imports stay in the history, with who asked for them", async () => {
    await openImports();
    await button("Import past orders").click();
    await page.getByRole("heading", { name: "54,000 points for 5,400 orders" }).waitFor();
    const history = page.getByRole("region", { name: "Earlier imports" });
    await history.getByText("Taken back").waitFor();
    await history.getByText(/@/).waitFor();
    await look("history");
  });

  test("that cannot be taken back are named with the reason, and tried again at a click", async () => {
    const { rows } = await pool().query(
      "SELECT id, bc_order_id, facts FROM orders WHERE import_id IS NOT NULL AND withdrawn_at IS NULL ORDER BY id LIMIT 1",
    );
    const { id, bc_order_id, facts } = rows[0];
    const setFacts = (to: object) => pool().query("UPDATE orders SET facts = $2 WHERE id = $1", [id, to]);
    const confirm = page.getByRole("alertdialog").getByRole("button", { name: "Take back" });
    await setFacts({});
    await openImports();
    const latest = page.getByRole("region", { name: "54,000 points for 5,400 orders" });
    await latest.getByRole("button", { name: "Take back" }).click();
    await confirm.click();
    await page.getByRole("heading", { name: "Not all taken back" }).waitFor();
    await page.getByText("1 order could not be taken back").waitFor();
    await page.getByText(`Order ${bc_order_id}: Laurel could not work out its points.`).waitFor();
    await look("left");
    await setFacts(facts);
    const left = page.getByRole("region", { name: "Not all taken back" });
    await left.getByRole("button", { name: "Take back" }).click();
    await page.getByText("is tried once more: 1 order.").waitFor();
    await confirm.click();
    await page.getByRole("region", { name: "Taken back", exact: true }).waitFor();
    expect(problems).toEqual([]);
  });

  test("need a published rule, and the page leads to it", async () => {
    await pool().query(
      `WITH s AS (INSERT INTO stores (hash, name, updated_at) VALUES ('norule', 'No Rule', now()) RETURNING id)
       INSERT INTO store_users (store_id, bc_user_id, email, is_owner, sessions_valid_from)
       SELECT id, 1, 'owner@example.com', true, now() - interval '1 day' FROM s`,
    );
    await openImports("norule");
    await page.getByText("Publish your earning rule first").waitFor();
    await look("no-rule");
  });

  test("are found from the settings", async () => {
    await openImports();
    await page.getByRole("link", { name: "← Settings" }).click();
    await page.getByRole("link", { name: "Import past orders" }).click();
    await page.getByRole("heading", { level: 1, name: "Past orders" }).waitFor();
    const current = page.getByRole("navigation", { name: "Laurel" }).getByRole("link", { name: "Settings" });
    expect(await current.getAttribute("aria-current")).toBe("page");
  });
});
