import { sandbox } from "@/test/support/use-sandbox";
import "./app-port";

import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { SignJWT } from "jose";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { programItemId } from "@/lib/services/program/program-item-id";
import { publishProgram } from "@/lib/services/program/publish-program";
import { issueRedemption } from "@/lib/services/redemptions/issue-redemption";
import { purchaseReward } from "@/lib/services/redemptions/purchase-reward";
import { rotateIdentitySecret } from "@/lib/services/storefront/identity-secret";
import { connectShop, serveRewards } from "./serve-rewards";
import { openPanel, type Stage, setStage } from "./stage";

let stage: Stage;
let secret: string;
beforeAll(async () => {
  stage = await setStage();
  await connectShop(stage, sandbox);
  ({ secret } = await rotateIdentitySecret(stage.shop, new Date()));
  const rewards = [{ key: "fiver", type: "fixed_amount", name: "Five off", pointsPrice: 500, value: "5.00" }];
  await publishProgram({ storeId: stage.shop.id, document: { rewards }, now: new Date() });
});
afterEach(() => stage.endVisits());
afterAll(() => stage.strike());

/** A member who holds one code. */
async function hold(as: number): Promise<string> {
  const storeId = stage.shop.id;
  const customerId = await stage.member(as);
  await stage.givePoints(customerId, 2_000);
  const { redemption } = await purchaseReward({
    storeId,
    customerId,
    productId: programItemId(storeId, "points_product", "fiver"),
    pointsToSpend: null,
    requestId: `holding-${as}`,
    origin: null,
    now: new Date(),
  });
  await issueRedemption({ storeId, redemptionId: redemption.id, now: new Date() });
  return redemption.code;
}

const sign = (customerId: number, key = secret) =>
  new SignJWT({})
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(stage.shop.hash)
    .setAudience("laurel")
    .setSubject(String(customerId))
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(new TextEncoder().encode(key));

type LaurelPage = { Laurel: { identify(token: string | null): Promise<void> } };

const identify = (page: Page, token: string | null) =>
  page.evaluate((given) => (window as unknown as LaurelPage).Laurel.identify(given), token);

async function visit(options: Parameters<Stage["visit"]>[0] = {}) {
  const { page } = await stage.visit({ browser: { reducedMotion: "reduce" }, ...options });
  await serveRewards(stage, page);
  return page;
}

const codeField = (page: Page) => page.getByRole("textbox", { name: "Code for Five off" });

/** The guest view as it stands, with what points buy and nothing of anybody's. */
async function expectGuest(page: Page) {
  await page.getByRole("link", { name: "Create account" }).waitFor();
  await page.getByRole("heading", { name: "What your Points buy" }).waitFor();
  await page.getByText("$5 off your order").waitFor();
  expect(await page.locator("laurel-widget input").count()).toBe(0);
  expect(await page.getByRole("button", { name: /Cancel reward|Apply|Copy/ }).count()).toBe(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

test("who signs out while their rewards are shown leaves nothing of them to the guest", async () => {
  const code = await hold(41);
  const page = await visit();
  await identify(page, await sign(41));
  await openPanel(page, "rewards");
  await codeField(page).waitFor();
  expect(await codeField(page).inputValue()).toBe(code);
  await identify(page, null);
  await expectGuest(page);
  // Nor does the next visit to the view show what was there.
  await openPanel(page, "rewards");
  await expectGuest(page);
});

test("a session that is over while its rewards are shown leaves nothing of them to the guest", async () => {
  await hold(42);
  const page = await visit({ as: 42 });
  await openPanel(page, "rewards");
  await codeField(page).waitFor();
  // Signed out in another tab, and our bearer has ended.
  stage.site.visitor.token = null;
  const over = { status: 401, headers: { "access-control-allow-origin": "*" }, body: "{}" };
  await page.route(/\/api\/storefront\/(account|events)$/, (route) => route.fulfill(over));
  await openPanel(page, "rewards");
  await expectGuest(page);
});

test("a guest who follows a link to their rewards is welcomed, and waits for nothing", async () => {
  const page = await visit();
  await page.evaluate(() => {
    location.hash = "#laurel:rewards";
  });
  await expectGuest(page);
});

test("an identity that is refused while the panel is open ends in words, not in waiting, and shows nobody's balance", async () => {
  const page = await visit();
  await stage.member(43);
  await identify(page, await sign(43));
  await openPanel(page);
  await page.getByText(/^Your balance is/).waitFor();
  const refused = identify(page, await sign(43, "lis_not-the-secret-of-this-store"));
  await expect(refused).rejects.toThrow();
  await page.getByRole("button", { name: "Try again" }).waitFor();
  expect(await page.getByText(/^Your balance is/).count()).toBe(0);
});
