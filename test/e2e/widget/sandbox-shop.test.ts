import "./app-port";

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/env";
import { buildWidget } from "@/lib/widget/build.mjs";
import { type StorefrontApp, serveRoutes } from "@/test/api/storefront/serve-routes";
import { createCustomer, createShop, givePoints, type Shop } from "@/test/api/storefront/shop";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { launchBrowser } from "@/test/support/browser";

const hash = "widgetshop";
let sandbox: Sandbox;
let app: StorefrontApp;
let shop: Shop;
let browser: Browser;
let ada: { id: number; customerId: bigint };

beforeAll(async () => {
  await buildWidget({ print: () => {} });
  const { APP_URL, BIGCOMMERCE_CLIENT_ID, BIGCOMMERCE_CLIENT_SECRET } = env();
  app = await serveRoutes(Number(new URL(APP_URL).port));
  sandbox = await startSandbox({
    app: { clientId: BIGCOMMERCE_CLIENT_ID, clientSecret: BIGCOMMERCE_CLIENT_SECRET, url: APP_URL },
    stores: [{ hash }],
    seed: "catalogue",
  });
  const origin = sandbox.origins.storefronts[`${hash}:1`];
  shop = await createShop({ hash, ...(origin ? { origin } : {}) });
  const { id } = sandbox.store().addCustomer({ email: "ada@example.com", firstName: "Ada" });
  ada = { id, customerId: await createCustomer(shop, { bcCustomerId: id, email: "ada@example.com" }) };
  await installScript();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await Promise.all([sandbox.stop(), app.stop()]);
});

/** The script as the app registers it at BigCommerce: deferred, in the footer, for one channel. */
async function installScript() {
  const response = await fetch(`${sandbox.url}/stores/${hash}/v3/content/scripts`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json",
      "x-auth-token": sandbox.store().issueToken(),
    },
    body: JSON.stringify({
      name: "Laurel",
      kind: "src",
      src: `${app.url}/widget.js?store=${hash}&channel=1`,
      load_method: "defer",
      location: "footer",
      visibility: "storefront",
      auto_uninstall: true,
      enabled: true,
      consent_category: "functional",
      channel_id: 1,
    }),
  });
  expect(response.status).toBe(200);
}

async function visit(path = "/") {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(shop.origin + path);
  return { page, launcher: page.getByRole("button", { name: "Rewards", exact: true }) };
}

test("a guest signs in from the panel, is back in the shop, and sees their points", async () => {
  await givePoints(shop, ada.customerId, 250);
  const { page, launcher } = await visit();
  await launcher.click();
  await page.getByRole("dialog").getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.locator("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(`${shop.origin}/`);
  await launcher.click();
  await page.getByText("Your balance is 250 Points.").waitFor();
});

test("a customer the app has never heard of is welcome at once", async () => {
  sandbox.store().addCustomer({ email: "new@example.com", firstName: "Nia" });
  const { page, launcher } = await visit("/login.php");
  await page.getByLabel("E-mail").fill("new@example.com");
  await page.locator("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(`${shop.origin}/`);
  await launcher.click();
  await page.getByText("Your balance is 0 Points.").waitFor();
  await page.getByText("Nothing here yet").waitFor();
});

test("a shop that changes pages without loading keeps one launcher, open or not", async () => {
  const { page, launcher } = await visit("/spa");
  await launcher.click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Gifts" }).click();
  expect(await launcher.count()).toBe(1);
  await launcher.click();
  await page.getByRole("link", { name: "Sign in" }).last().waitFor();
});
