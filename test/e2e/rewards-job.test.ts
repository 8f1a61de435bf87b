import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { publishProgram } from "@/lib/services/program/publish-program";
import { launchBrowser } from "@/test/support/browser";
import { eventually, type Laurel, startLaurel } from "@/test/support/laurel";

/**
 * Points become something at the checkout, as a shopper does it: every kind of reward is redeemed in the widget, put
 * on the order from the widget, paid for in the shop with its discount, and shown as used afterwards.
 *
 * The cart is always two Boston ferns at $24.00: $48.00 and $5.00 delivery. This store charges no tax, so that the sums can be done in the head.
 */
let laurel: Laurel;
let browser: Browser;
let page: Page;

const reward = { pointsPrice: 100, currency: "USD" };
const rewards = [
  { key: "fixed", name: "Five off", type: "fixed_amount", value: "5.00", ...reward },
  { key: "percent", name: "A tenth off", type: "percentage", value: "10", ...reward },
  { key: "shipping", name: "Free delivery", type: "free_shipping", ...reward },
  { key: "gift", name: "A pot as a gift", type: "free_product", productId: 5, ...reward },
  {
    key: "choice",
    name: "Choose your discount",
    type: "variable_amount",
    variable: { step: 50, stepValue: "1.00", min: 100, max: 300 },
    currency: "USD",
  },
  { key: "credit", name: "Ten in credit", type: "store_credit", value: "10.00", ...reward },
];

beforeAll(async () => {
  laurel = await startLaurel({ seed: "demo" });
  laurel.sandbox.store().setSettings({ autoCompleteSeconds: 0, taxPercent: 0 });
  await laurel.install();
  const { rows } = await pool().query("SELECT id FROM stores");
  await publishProgram({
    storeId: BigInt(rows[0].id),
    document: { earning: { orders: { rate: { points: 1, per: "1.00" } } }, rewards },
    now: new Date(),
  });
  browser = await launchBrowser({ blockThirdPartyCookies: true });
  page = await signIn("Ben");
  // Earned as everything is, by an order: 100 misters at $27.00 give 2,700 points.
  for (const first of ["Ben", "Ada"]) {
    const customerId = customerCalled(first)?.id ?? 0;
    laurel.sandbox.store().placeOrder({ customerId, lines: [{ productId: 12, quantity: 100 }] });
  }
  await eventually(async () => {
    const found = await pool().query("SELECT 1 FROM customer_balances WHERE available >= 2700");
    return found.rows.length === 2;
  }, "the points to be there");
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await laurel?.stop();
});

const inShop = (path: string) => `${laurel.sandbox.store().storefrontUrl()}${path}`;
const widget = () => page.getByRole("dialog", { name: "Rewards" });
const button = (name: string) => widget().getByRole("button", { name, exact: true });

const customerCalled = (first: string) =>
  [...laurel.sandbox.store().state.customers.values()].find((one) => one.firstName === first);

/** The shop in a browser of their own. */
async function signIn(first: string): Promise<Page> {
  const own = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  own.setDefaultTimeout(20_000);
  await own.goto(inShop("/login.php"));
  await own.getByRole("button", { name: new RegExp(`${first} `) }).click();
  await own.getByText(`Hi, ${first}`).waitFor();
  return own;
}

async function open(view: string) {
  await page.waitForFunction(() => "Laurel" in window);
  await page.evaluate(
    (wanted) =>
      (window as unknown as { Laurel: { open(o: object): Promise<void> } }).Laurel.open({ view: wanted }),
    view,
  );
}

async function redeem(name: string) {
  await open("redeem");
  await button(`Redeem ${name}`).click();
  await widget()
    .getByRole("button", { name: /^Redeem for / })
    .click();
  await widget().getByRole("heading", { name: "It is yours" }).waitFor();
}

/** Opens a cart of two ferns. */
async function fillCart() {
  await page.goto(inShop("/products/2"));
  await page.getByRole("spinbutton", { name: /quantity/i }).fill("2");
  await page.getByRole("button", { name: /add to cart/i }).click();
  await page.getByText("$53").first().waitFor();
}

async function pay() {
  await page.goto(inShop("/checkout"));
  await page.getByRole("button", { name: /pay now/i }).click();
  await page
    .getByText(/thank you/i)
    .first()
    .waitFor();
}

describe("every kind of code, from the widget to the paid order", () => {
  // $48.00 of ferns + $5.00 delivery = $53.00 before the reward.
  test.each([
    { name: "Five off", total: "$48.00", why: "53 - 5" },
    { name: "A tenth off", total: "$48.20", why: "53 - 48 × 10 %" },
    { name: "Free delivery", total: "$48.00", why: "53 - 5 of delivery" },
    { name: "A pot as a gift", total: "$53.00", why: "the pot is there and costs nothing" },
    { name: "Choose your discount", total: "$51.00", why: "53 - 100 points at 50 a dollar" },
  ])("$name: redeemed, put on the order, paid $total, used", async ({ name, total }) => {
    await fillCart();
    await redeem(name);
    const code = await widget()
      .getByRole("textbox", { name: `Code for ${name}` })
      .inputValue();
    await button("Apply at checkout").click();
    await widget().getByText("It is on your order.").waitFor();
    await widget().getByRole("link", { name: "Go to checkout" }).click();
    await page.waitForURL("**/checkout");
    expect(await page.getByTestId("total").textContent()).toBe(total);
    await pay();
    await eventually(async () => {
      const { rows } = await pool().query("SELECT used_order_id FROM redemptions WHERE code = $1", [code]);
      return rows[0]?.used_order_id !== null;
    }, `${name} to be found on its order`);
    expect(usesOf(code)).toBe(1);
  });

  test("afterwards the shopper sees all five as used, and what is left is what was not spent", async () => {
    await page.goto(inShop("/"));
    await open("rewards");
    await expect.poll(() => widget().getByText("Used on").count()).toBe(5);
    await button("Back").click();
    // 2,700 earned by the first order, five times 100 spent; the five orders paid above earn what was paid for ferns:
    // 48 - 5 = 43, 43.20 → 43, 48, 48 (the pot is free), 48 - 2 = 46: 228 in all.
    await widget().getByText("2,428").first().waitFor();
  });

  // Somebody else: Ben has used up nearly all the calls that one shopper may make in a minute.
  test("store credit is the customer's at once, and is listed as given", async () => {
    page = await signIn("Ada");
    await page.goto(inShop("/"));
    await redeem("Ten in credit");
    await widget().getByText("It was added to your store credit and can be used at the checkout.").waitFor();
    expect(customerCalled("Ada")?.storeCredit).toBe(1000);
    await open("rewards");
    await widget().getByText("Added to your account").waitFor();
    await button("Back").click();
    await widget().getByText("2,600").first().waitFor();
  });
});

function usesOf(code: string): number {
  const codes = [...laurel.sandbox.store().state.codes.values()];
  return codes.find((one) => one.code === code)?.currentUses ?? 0;
}
