import "./app-port";

import AxeBuilder from "@axe-core/playwright";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { defaultProgram, programSchema } from "@/lib/schemas/program";
import { openPanel, type Stage, setStage } from "./stage";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.endVisits());
afterAll(() => stage.strike());

let members = 0;

/** A visit by somebody new: how often one customer may sign in is limited. */
async function visitAsMember(options: Parameters<Stage["visit"]>[0] = {}) {
  const id = ++members;
  await stage.givePoints(await stage.member(id), 700);
  return stage.visit({ ...options, as: id });
}

const reward = { key: "five", name: "$5 off", type: "fixed_amount", pointsPrice: 500, value: "5.00" };
const clubProgram = {
  rewards: [reward],
  vip: {
    enabled: true,
    tiers: [
      { key: "leaf", name: "Leaf", milestone: "0.00", perks: [{ name: "Early access" }] },
      {
        key: "branch",
        name: "Branch",
        milestone: "500.00",
        multiplier: "1.5",
        entryRewards: [
          { kind: "points", points: 250 },
          { kind: "reward", rewardKey: "five" },
        ],
      },
    ],
  },
  referrals: {
    enabled: true,
    friendReward: { kind: "reward", rewardKey: "five" },
    advocateReward: { kind: "points", points: 400 },
  },
};

/** A published version never changes: another one takes its place. */
async function replaceProgram(document: object) {
  await pool().query("UPDATE program_versions SET status = 'superseded' WHERE store_id = $1", [
    stage.shop.id,
  ]);
  await pool().query(
    `INSERT INTO program_versions (store_id, number, status, document, published_at)
     SELECT $1, max(number) + 1, 'published', $2, now() FROM program_versions WHERE store_id = $1`,
    [stage.shop.id, JSON.stringify(programSchema.parse(document))],
  );
}

test("a program without levels and referrals shows neither, and a deep link to them opens home", async () => {
  await replaceProgram(defaultProgram("USD"));
  const { page } = await visitAsMember();
  await openPanel(page, "vip");
  await page.getByText("Your balance is 700 Points.").waitFor();
  await page.getByRole("button", { name: "See all activity" }).waitFor();
  expect(await page.getByRole("button", { name: "VIP levels" }).count()).toBe(0);
  expect(await page.getByRole("button", { name: "Refer a friend" }).count()).toBe(0);
});

test("levels are shown with what they ask and give, from home and back, by keyboard", async () => {
  await replaceProgram(clubProgram);
  const { page, problems } = await visitAsMember();
  await openPanel(page);
  await page.getByRole("button", { name: "VIP levels" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "VIP levels", level: 2 }).waitFor();
  for (const text of ["Leaf", "Early access", "From $500", "1.5 × Points on every order"]) {
    await page.getByText(text, { exact: true }).waitFor();
  }
  await page.getByText("On arrival: 250 Points").waitFor();
  await page.getByText("On arrival: $5 off").waitFor();
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("button", { name: "Refer a friend" }).waitFor();
  expect(problems).toEqual([]);
});

test("what friend and advocate get is told, and that the link is still to come", async () => {
  await replaceProgram(clubProgram);
  const { page } = await visitAsMember();
  await openPanel(page, "refer");
  await page.getByText("Your friend gets $5 off").waitFor();
  await page.getByText("You get 400 Points").waitFor();
  await page.getByText("Your personal link appears here as soon as it is ready.").waitFor();
});

test("a shopper's own level and link are shown once the account has them", async () => {
  await replaceProgram(clubProgram);
  const { page } = await visitAsMember();
  const program = (await (
    await fetch(`${stage.app.url}/api/storefront/program?store=${stage.shop.hash}`, {
      headers: { origin: stage.shop.origin },
    })
  ).json()) as { vip_tiers: { id: number }[] };
  await page.route("**/api/storefront/account", async (route) => {
    const response = await route.fetch();
    if (response.status() === 304) return route.fulfill({ response });
    const { customer } = await response.json();
    const vip_status = {
      vip_tier_id: program.vip_tiers[0]?.id,
      next_vip_tier_id: program.vip_tiers[1]?.id,
      delta_to_next_vip_tier: 120.5,
    };
    const referral_url = "https://shop.example/?ref=ada";
    await route.fulfill({ response, json: { customer: { ...customer, vip_status, referral_url } } });
  });
  await openPanel(page, "vip");
  await page.getByText("Your level").waitFor();
  await page.getByText("$120.50 to Branch").waitFor();
  await openPanel(page, "refer");
  expect(await page.getByRole("textbox", { name: "Refer a friend" }).inputValue()).toContain("ref=ada");
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByRole("button", { name: "Link copied" }).waitFor();
});

test("a reward within reach is a quiet line and a dot with words; dismissed, both are gone and nothing is stored", async () => {
  await replaceProgram(clubProgram);
  const { page, launcher } = await visitAsMember();
  await launcher.click();
  await page.getByText("You have enough for $5 off").waitFor();
  const named = page.locator("laurel-widget > button, laurel-widget button[aria-haspopup]");
  expect(await named.first().getAttribute("aria-label")).toBe("Rewards, news for you");
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect.poll(() => page.getByText("You have enough for $5 off").count(), { timeout: 10_000 }).toBe(0);
  expect(await named.first().getAttribute("aria-label")).toBeNull();
  expect(await page.evaluate(() => [sessionStorage.length, localStorage.length])).toEqual([0, 0]);
});

test.each(["home", "vip", "refer"])("axe finds nothing in %s, wide and narrow", async (view) => {
  await replaceProgram(clubProgram);
  for (const width of [1100, 360]) {
    const { page } = await visitAsMember({
      browser: { viewport: { width, height: 800 }, reducedMotion: "reduce" },
    });
    await openPanel(page, view);
    await page
      .getByText(
        view === "vip" ? "Early access" : view === "refer" ? "You get 400 Points" : "You have enough for",
      )
      .waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    await stage.endVisits();
  }
});
