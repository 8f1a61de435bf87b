import type { Browser, BrowserContext, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "@/test/support/browser";
import { type Laurel, startLaurel } from "@/test/support/laurel";

/**
 * The main job as a person does it, in a browser that gives embedded pages no cookies: install in the control panel,
 * shop in the storefront, see the points arrive, refund, see them go. The steps build on each other.
 */
let laurel: Laurel;
let browser: Browser;
let context: BrowserContext;
let panel: Page;
let shop: Page;
let dashboard: FrameLocator;

beforeAll(async () => {
  laurel = await startLaurel({ seed: "demo" });
  laurel.sandbox.store().setSettings({ autoCompleteSeconds: 0 });
  browser = await launchBrowser({ blockThirdPartyCookies: true });
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(20_000);
  panel = await context.newPage();
  shop = await context.newPage();
  dashboard = panel.frameLocator("iframe");
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await laurel?.stop();
});

const inPanel = (path: string) => `${laurel.sandbox.origins.panel}/manage/demo123${path}`;
const inShop = (path: string) => `${laurel.sandbox.store().storefrontUrl()}${path}`;
const widget = () => shop.getByRole("dialog", { name: "Rewards" });

describe("an order placed in a store becomes points the shopper sees", () => {
  test("one click in the control panel installs Laurel and shows the dashboard in its frame", async () => {
    await panel.goto(inPanel("/apps"));
    await panel.getByRole("button", { name: "Install", exact: true }).click();
    await dashboard.getByText("How your points program is doing, at a glance.").waitFor();
    await dashboard.getByText("Webhooks and the storefront script are in place.").waitFor();
    await dashboard.getByText("6 customers brought in.").waitFor();
    const cookies = await context.cookies(laurel.app().url);
    expect(cookies).toEqual([]);
  });

  test("nothing that opens a door stays in the address of the frame", async () => {
    const frame = panel.frames().find((candidate) => candidate.url().startsWith(laurel.app().url));
    expect(frame?.url()).toBe(`${laurel.app().url}/dashboard`);
  });

  test("a guest sees the program in the storefront and is invited to sign in", async () => {
    await shop.goto(inShop("/"));
    await shop.getByRole("button", { name: "Rewards", exact: true }).click();
    await widget().getByText("1 Point for every $1 you spend").waitFor();
    await widget().getByRole("link", { name: "Sign in" }).waitFor();
  });

  test("a shopper's order becomes points in the open widget within seconds, without a reload", async () => {
    await shop.goto(inShop("/login.php"));
    await shop.getByRole("button", { name: /Ben Okafor/ }).click();
    await shop.getByText("Hi, Ben").waitFor();
    await shop.getByRole("button", { name: "Rewards", exact: true }).click();
    await widget().getByText("Hello, Ben").waitFor();
    const buyer = await context.newPage();
    await buyer.goto(inShop("/products/2"));
    await buyer.getByRole("spinbutton", { name: /quantity/i }).fill("2");
    await buyer.getByRole("button", { name: /add to cart/i }).click();
    await buyer.goto(inShop("/cart.php"));
    await buyer
      .getByRole("link", { name: /check out/i })
      .or(buyer.getByRole("button", { name: /check out/i }))
      .click();
    await buyer.getByRole("button", { name: /pay now/i }).click();
    await buyer
      .getByText(/thank you/i)
      .first()
      .waitFor();
    await buyer.close();
    // Two ferns at $24.00 without tax: floor(48.00 × 1) = 48.
    await widget().getByText("+48").waitFor();
    expect(await widget().textContent()).toMatch(/48\s*Points/);
  });

  test("the dashboard shows the points with the reason why", async () => {
    await panel.goto(inPanel("/apps/laurel"));
    await dashboard.getByRole("link", { name: "Customers" }).click();
    await dashboard
      .getByRole("link", { name: /Ben Okafor/ })
      .first()
      .click();
    await dashboard.getByRole("heading", { name: "Ben Okafor" }).waitFor();
    await dashboard.getByText("+48").first().waitFor();
    await dashboard
      .getByRole("button", { name: /Explain Order award/ })
      .first()
      .click();
    await dashboard.getByText("$48.00 at 1 per 1.00 USD, rounded down: 48 points.").first().waitFor();
  });

  test("refunding half the order in the control panel takes half the points, also in the open widget", async () => {
    await panel.goto(inPanel("/orders"));
    await panel
      .getByRole("link", { name: /Ben Okafor|#131/ })
      .first()
      .click();
    await panel.getByRole("spinbutton", { name: /Boston fern/ }).fill("1");
    await panel.getByRole("button", { name: "Refund" }).click();
    // One of two ferns is kept: floor(24.00) = 24 stay, 24 go.
    await widget().getByText("−24").waitFor();
    expect(await widget().textContent()).toMatch(/24\s*Points/);
  });

  test("what the app asked of BigCommerce, and what came back, followed the published contract", () => {
    const refused = laurel.sandbox.admin.requests().filter((call) => call.status >= 400);
    expect(refused.map((call) => `${call.status} ${call.method} ${call.path}`)).toEqual([]);
  });
});
