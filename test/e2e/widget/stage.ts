import "./app-port";

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { pool } from "@/lib/db/client";
import { env } from "@/lib/env";
import { forgetActiveStore } from "@/lib/services/stores/active-store";
import { buildWidget } from "@/lib/widget/build.mjs";
import { type StorefrontApp, serveRoutes } from "@/test/api/storefront/serve-routes";
import {
  createCustomer,
  createShop,
  currentCustomerJwt,
  givePoints,
  type Shop,
} from "@/test/api/storefront/shop";
import { launchBrowser } from "@/test/support/browser";
import { type PageOptions, startShopSite } from "./shop-site";

type LaurelPage = { Laurel: { open(options?: object): Promise<void>; ready(): Promise<void> } };

/** App, shop and browser for one test file. Every visit is a browser profile of its own and ends with the test. */
export async function setStage() {
  await buildWidget({ print: () => {} });
  const app: StorefrontApp = await serveRoutes(Number(new URL(env().APP_URL).port));
  let hash = "";
  const site = await startShopSite(() => `${app.url}/widget.js?store=${hash}&channel=1`);
  const shop: Shop = await createShop({ origin: site.origin });
  hash = shop.hash;
  const browser: Browser = await launchBrowser();
  const visits: Page[] = [];
  let visitors = 0;

  return {
    app,
    site,
    shop,

    /** A page of the shop, by a guest or by a signed-in customer of a BigCommerce id. Problems the page reports are in `problems`. */
    async visit(options: PageOptions & { as?: number; browser?: BrowserContextOptions } = {}) {
      site.visitor.token = options.as === undefined ? null : await currentCustomerJwt(shop, options.as);
      // Shoppers have addresses of their own: what one asks for counts against nobody else.
      visitors += 1;
      app.visitor.address = `10.0.${visitors >> 8}.${visitors & 255}`;
      const context = await browser.newContext({
        viewport: { width: 1100, height: 800 },
        ...options.browser,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      visits.push(page);
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
      await page.goto(site.page(options));
      await page.waitForFunction(() => "Laurel" in window);
      return { page, problems, launcher: page.getByRole("button", { name: "Rewards", exact: true }) };
    },
    async endVisits() {
      await Promise.all(visits.splice(0).map((page) => page.context().close()));
      app.requests.length = 0;
      site.requests.length = 0;
    },
    async strike() {
      await browser.close();
      await Promise.all([app.stop(), site.stop()]);
    },
    async setInstalled(installed: boolean) {
      const status = installed ? "installed" : "uninstalled";
      await pool().query("UPDATE stores SET status = $2::store_status WHERE id = $1", [shop.id, status]);
      forgetActiveStore(shop);
    },
    givePoints: (customerId: bigint, points: number, more?: Parameters<typeof givePoints>[3]) =>
      givePoints(shop, customerId, points, more),
    member: (bcCustomerId: number) =>
      createCustomer(shop, { bcCustomerId, email: `m${bcCustomerId}@example.com` }),
  };
}

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** Opens the panel as page code would. */
export const openPanel = (page: Page, view?: string) =>
  page.evaluate((wanted) => (window as unknown as LaurelPage).Laurel.open({ view: wanted }), view);
