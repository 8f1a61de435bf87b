import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Stage, setStage } from "./stage";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await stage.givePoints(await stage.member(1), 1240);
});
afterEach(() => stage.endVisits());
afterAll(() => stage.strike());

test.each([
  ["that names our address", (url: string) => `script-src ${url}`],
  ["that trusts a nonce only", () => "script-src 'nonce-page'"],
  ["that trusts what a trusted script loads", () => "script-src 'nonce-page' 'strict-dynamic'"],
])("under a strict content policy %s everything works, without one violation", async (_what, scripts) => {
  const { url } = stage.app;
  const policy = `default-src 'none'; ${scripts(url)}; connect-src 'self' ${url}; style-src 'nonce-page'`;
  const { page, launcher, problems } = await stage.visit({ as: 1, policy });
  await launcher.click();
  await page.getByText("Your balance is 1,240 Points.").waitFor();
  expect(problems).toEqual([]);
});

test("the script twice on a page, or run again by a router, is one launcher", async () => {
  const { page, launcher } = await stage.visit({ scripts: 2 });
  await page.addScriptTag({ url: `${stage.app.url}/widget.js?store=${stage.shop.hash}&channel=1&again` });
  expect(await launcher.count()).toBe(1);
  expect(await page.locator("laurel-widget").count()).toBe(1);
});

test("a single-page app that redraws its body keeps the launcher", async () => {
  const { page, launcher } = await stage.visit();
  await page.evaluate(() => {
    document.body.innerHTML = "<main><h1>Next page</h1></main>";
  });
  await launcher.waitFor();
  await page.evaluate(() => {
    document.documentElement.replaceChild(document.createElement("body"), document.body);
  });
  await launcher.click();
  await page.getByRole("dialog").waitFor();
});

/** The balance does not count up. */
const still = { browser: { reducedMotion: "reduce" } } as const;

const hostileCss = `*{all:unset!important}html{font-size:1px!important}div,button,dialog,span,svg,laurel-widget
  {display:none!important;color:red!important;background:red!important;transform:scale(3)!important}`;

test.each([
  ["whose styles hide and repaint everything", { css: hostileCss }],
  ["in another character set", { charset: "iso-8859-1" }],
])("on a page %s the widget looks the same", async (_what, options) => {
  const measure = async (visit: Awaited<ReturnType<Stage["visit"]>>) => {
    await visit.launcher.click();
    await visit.page.getByText("Your balance is 1,240 Points.").waitFor();
    const dialog = visit.page.getByRole("dialog");
    // Everything has come and nothing moves any more.
    await expect.poll(() => dialog.locator("[aria-busy=true]").count()).toBe(0);
    await dialog.evaluate((element) =>
      Promise.all(element.getAnimations({ subtree: true }).map((animation) => animation.finished)),
    );
    const { fontSize, color } = await dialog.evaluate((element) => getComputedStyle(element));
    return { box: await dialog.boundingBox(), fontSize, color, text: await dialog.textContent() };
  };
  const plain = await measure(await stage.visit({ as: 1, ...still }));
  expect(await measure(await stage.visit({ as: 1, ...still, ...options }))).toEqual(plain);
});

test("a reader's larger text makes the widget's text larger, whatever size the page sets", async () => {
  const { page, launcher } = await stage.visit({ css: "html{font-size:10px}" });
  const size = () => launcher.evaluate((element) => getComputedStyle(element).fontSize);
  expect(await size()).toBe("16px");
  const session = await page.context().newCDPSession(page);
  await session.send("Page.setFontSizes", { fontSizes: { standard: 24 } });
  await page.reload();
  expect(await size()).toBe("24px");
});

test("a page that is read from right to left has the launcher and panel on its left", async () => {
  // A language the widget does not speak: the words are English, the corner is the page's.
  const { page, launcher } = await stage.visit({ as: 1, lang: "he", dir: "rtl" });
  expect((await launcher.boundingBox())?.x).toBeLessThan(40);
  await launcher.click();
  await page.getByText("Your balance is 1,240 Points.").waitFor();
  expect((await page.getByRole("dialog").boundingBox())?.x).toBeLessThan(40);
  expect((await launcher.boundingBox())?.x).toBeLessThan(40);
});
