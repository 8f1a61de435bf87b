// `npm run screenshots`: the pictures in .github/images, from the built app and the simulated store.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { readPostgresUrl } from "@/lib/setup/postgres.mjs";
import { findFreePort } from "@/lib/setup/postgres-process.mjs";
import { prepare } from "@/lib/setup/prepare.mjs";
import { dateBack, placeHistory } from "@/test/demo/screenshot-history";
import { startSandbox } from "@/test/sandbox/start";
import { startApp } from "@/test/support/app";
import { launchBrowser } from "@/test/support/browser";

type Picture = { png(options: object): { toFile(path: string): Promise<{ size: number }> } };
/** The image library that Next brings along. */
const sharp: (screenshot: Buffer) => Picture = createRequire(createRequire(import.meta.url).resolve("next"))(
  "sharp",
);
const images = resolve(".github", "images");
const dataDir = resolve("test", ".tmp", "screenshots");
const desktop = { width: 1280, height: 860 };
const phone = { width: 390, height: 844 };
const secret = (name: string) => Buffer.alloc(32, name).toString("base64");

await prepare();
mkdirSync(images, { recursive: true });
rmSync(dataDir, { recursive: true, force: true });

const port = await findFreePort();
const sandbox = await startSandbox({ seed: "demo", app: { url: `http://127.0.0.1:${port}` } });
const app = await startApp({
  port,
  env: {
    DATA_DIR: dataDir,
    DATABASE_URL: undefined,
    LOG_LEVEL: "warn",
    BIGCOMMERCE_CLIENT_ID: sandbox.app.clientId,
    BIGCOMMERCE_CLIENT_SECRET: sandbox.app.clientSecret,
    BIGCOMMERCE_API_URL: sandbox.url,
    BIGCOMMERCE_LOGIN_URL: sandbox.url,
    FRAME_ANCESTORS: sandbox.origins.panel,
    NEXTAUTH_SECRET: secret("session"),
    ENCRYPTION_KEY: `pictures:${secret("encryption")}`,
    ORDER_BATCH_SECONDS: "1",
  },
});
const store = sandbox.store();
const panelUrl = `${sandbox.origins.panel}/manage/${store.hash}`;
const browser = await launchBrowser({ blockThirdPartyCookies: true });

try {
  await takePanel(browser);
  await takeShop(browser);
  await takeRewards(browser);
  await takeProgram(browser);
} finally {
  await browser.close();
  await app.stop();
  await sandbox.stop();
}

async function takePanel(from: Browser): Promise<void> {
  const page = await (await from.newContext({ viewport: desktop, deviceScaleFactor: 1.5 })).newPage();
  page.setDefaultTimeout(30_000);
  const frame = page.frameLocator("iframe");
  await page.goto(`${panelUrl}/apps`);
  await shoot(page, "control-panel-apps");
  await page.getByRole("button", { name: "Install", exact: true }).click();
  await frame.getByText("6 customers brought in.").waitFor();
  await shoot(page, "overview-first-minute");
  const returned = placeHistory(store, Date.now());
  await sandbox.admin.webhooks.idle(30_000);
  await sleep(6_000);
  for (const order of returned)
    store.refund(order.id, { items: [{ lineId: order.lines[0]?.id ?? 0, quantity: 1 }] });
  await sandbox.admin.webhooks.idle(30_000);
  await sleep(6_000);
  await dateBack(readPostgresUrl(dataDir) ?? "");
  const open = async (link: string, name: string, ready: () => Promise<unknown>) => {
    await frame.getByRole("link", { name: link, exact: true }).first().click();
    await ready();
    await page.waitForTimeout(1_200);
    await shoot(page, name);
  };
  await page.goto(`${panelUrl}/apps/laurel`);
  await frame.getByText("How your points program is doing, at a glance.").waitFor();
  await page.waitForTimeout(1_500);
  await shoot(page, "overview");
  await open("Customers", "customers", () => frame.getByRole("heading", { name: "Customers" }).waitFor());
  await open("Ben Okafor", "customer", () => frame.getByRole("heading", { name: "Ben Okafor" }).waitFor());
  await frame
    .getByRole("button", { name: /^Explain/ })
    .first()
    .click();
  await page.waitForTimeout(1_200);
  await shoot(page, "customer-explained");
  await open("Earning", "earning", () => frame.getByRole("heading", { name: "Earning rule" }).waitFor());
  await open("Activity", "activity", () => frame.getByRole("heading", { name: "Activity" }).waitFor());
  for (const tab of ["Webhook inbox", "Background runs"]) {
    await frame.getByRole("tab", { name: tab }).click();
    await page.waitForTimeout(1_200);
    await shoot(page, `activity-${tab.toLowerCase().replace(" ", "-")}`);
  }
  await open("Settings", "settings", () => frame.getByRole("heading", { name: "Settings" }).waitFor());
  await frame.getByRole("link", { name: "See the last result" }).first().click();
  await frame.getByRole("button", { name: "Check now" }).click();
  await frame.getByText("0 differences").first().waitFor();
  await shoot(page, "proof");
  await page.setViewportSize(phone);
  await page.goto(`${panelUrl}/apps/laurel`);
  await frame.getByText("How your points program is doing, at a glance.").waitFor();
  await page.waitForTimeout(1_200);
  await shoot(page, "overview-phone");
}

async function takeShop(from: Browser): Promise<void> {
  for (const [suffix, viewport] of [
    ["", desktop],
    ["-phone", phone],
  ] as const) {
    const page = await (await from.newContext({ viewport, deviceScaleFactor: 1.5 })).newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(store.storefrontUrl());
    await page.getByRole("button", { name: "Rewards", exact: true }).waitFor();
    await shoot(page, `storefront${suffix}`);
    await openWidget(page);
    await shoot(page, `widget-guest${suffix}`);
    await page.goto(`${store.storefrontUrl()}/login.php`);
    await page.getByRole("button", { name: /Ben Okafor/ }).click();
    await openWidget(page);
    await shoot(page, `widget${suffix}`);
    await page.getByRole("button", { name: "See all activity" }).click();
    await page.waitForTimeout(800);
    await shoot(page, `widget-activity${suffix}`);
  }
}

/** A program with rewards, published by the command while the app runs, and what a shopper can then do. */
async function takeRewards(from: Browser): Promise<void> {
  const program = ["--store", store.hash, "--file", "test/demo/program.json"];
  execFileSync(process.execPath, ["--import", "tsx", "lib/cli/program.ts", ...program], {
    env: { ...process.env, DATA_DIR: dataDir },
  });
  const page = await (await from.newContext({ viewport: desktop, deviceScaleFactor: 1.5 })).newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${store.storefrontUrl()}/login.php`);
  await page.getByRole("button", { name: /Ben Okafor/ }).click();
  await openWidget(page);
  await page.getByRole("button", { name: "All rewards" }).click();
  await page.waitForTimeout(1_000);
  await shoot(page, "widget-rewards");
  await page.getByRole("button", { name: "Redeem $5 off" }).first().click();
  await page.waitForTimeout(600);
  await shoot(page, "widget-redeem");
  await page.getByRole("button", { name: /^Redeem for/ }).click();
  await page.getByRole("heading", { name: "It is yours" }).waitFor();
  await page.waitForTimeout(1_000);
  await shoot(page, "widget-code");
  await takeArabic(page);
}

/** The same shop on a page in Arabic. */
async function takeArabic(page: Page): Promise<void> {
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      Object.assign(document.documentElement, { lang: "ar", dir: "rtl" });
      observer.disconnect();
    }).observe(document, { childList: true });
  });
  await page.goto(`${store.storefrontUrl()}/`);
  await page.locator("laurel-widget button[aria-haspopup]").click();
  await page.getByRole("heading", { name: "طرق الكسب" }).waitFor();
  await page.waitForTimeout(1_500);
  await shoot(page, "widget-arabic");
}

/** What the dashboard has around a program with rewards. */
async function takeProgram(from: Browser): Promise<void> {
  const page = await (await from.newContext({ viewport: desktop, deviceScaleFactor: 1.5 })).newPage();
  page.setDefaultTimeout(30_000);
  const frame = page.frameLocator("iframe");
  await page.goto(`${panelUrl}/apps/laurel`);
  await frame.getByText("How your points program is doing, at a glance.").waitFor();
  for (const link of ["Rewards", "Branding"]) {
    await frame.getByRole("link", { name: link, exact: true }).first().click();
    await frame.getByRole("heading", { name: link, level: 1 }).waitFor();
    await page.waitForTimeout(2_000);
    await shoot(page, link.toLowerCase());
  }
  await frame.getByRole("link", { name: "Settings", exact: true }).first().click();
  await frame
    .getByRole("link", { name: /past orders/i })
    .first()
    .click();
  await frame.getByRole("heading", { name: "Past orders", level: 1 }).waitFor();
  await page.waitForTimeout(1_200);
  await shoot(page, "imports");
}

async function openWidget(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Rewards", exact: true }).click();
  await page.getByRole("dialog").waitFor();
  await page.waitForTimeout(1_500);
}

/** As few colours as it takes: a picture in the repository weighs 150 kB at most. */
async function shoot(page: Page, name: string): Promise<void> {
  const picture = sharp(await page.screenshot()).png({ palette: true, effort: 10 });
  const { size } = await picture.toFile(resolve(images, `${name}.png`));
  if (size > 150_000) throw new Error(`${name}.png has ${size} bytes`);
  process.stdout.write(`  ${name}.png\n`);
}
