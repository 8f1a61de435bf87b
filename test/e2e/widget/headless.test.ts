import "./app-port";

import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { rotateIdentitySecret } from "@/lib/services/storefront/identity-secret";
import { type Stage, setStage } from "./stage";

let stage: Stage;
let secret: string;
beforeAll(async () => {
  stage = await setStage();
  ({ secret } = await rotateIdentitySecret(stage.shop, new Date()));
  for (const [id, points] of [
    [31, 310],
    [32, 320],
  ] as const) {
    await stage.givePoints(await stage.member(id), points);
  }
});
afterEach(() => stage.endVisits());
afterAll(() => stage.strike());

type Sdk = {
  identify(token: string | null | (() => Promise<string>)): Promise<void>;
  customer(): Promise<{ points_balance: number } | null>;
};
type HeadlessPage = Window & { Laurel: Sdk; freshToken?: () => Promise<string> };

/** What the merchant's server does; README of the widget. */
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

const identify = (page: Page, token: string | null) =>
  page.evaluate((given) => (window as unknown as HeadlessPage).Laurel.identify(given), token);
const balance = (page: Page) =>
  page.evaluate(
    async () => (await (window as unknown as HeadlessPage).Laurel.customer())?.points_balance ?? null,
  );

test("page code signs a shopper in, another one, and nobody, without a reload; the store's log-in is not asked", async () => {
  const { page, launcher } = await stage.visit();
  await identify(page, await sign(31));
  expect(await balance(page)).toBe(310);
  await launcher.click();
  await page.getByText("Your balance is 310 Points.").waitFor();
  await identify(page, await sign(32));
  await page.getByText("Your balance is 320 Points.").waitFor();
  await identify(page, null);
  await page.getByRole("link", { name: "Create account" }).waitFor();
  expect(await page.getByText("320").count()).toBe(0);
  expect(await balance(page)).toBeNull();
  expect(stage.site.requests).not.toContain("/customer/current.jwt");
});

test("a refused token rejects, and shows nobody's points", async () => {
  const { page } = await stage.visit();
  await identify(page, await sign(31));
  const forged = await sign(32, "lis_not-the-secret-of-this-store");
  await expect(identify(page, forged)).rejects.toThrow(/unauthorized/);
  expect(await balance(page)).toBeNull();
});

test("a function is asked for a fresh token when the session has ended", async () => {
  const { page, launcher } = await stage.visit();
  await page.exposeFunction("freshToken", () => sign(31));
  await page.evaluate(() => {
    const here = window as unknown as HeadlessPage;
    return here.Laurel.identify(() => here.freshToken?.() ?? Promise.reject(Error("no server")));
  });
  let refusals = 1;
  await page.route("**/api/storefront/account", (route) =>
    refusals-- > 0
      ? route.fulfill({ status: 401, headers: { "access-control-allow-origin": "*" }, body: "{}" })
      : route.continue(),
  );
  await launcher.click();
  await page.getByText("Your balance is 310 Points.").waitFor();
  const sessions = () => stage.app.requests.filter((request) => request === "POST /api/storefront/session");
  await expect.poll(() => sessions().length, { timeout: 10_000 }).toBe(2);
});
