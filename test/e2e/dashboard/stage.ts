import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Frame, Page } from "playwright-core";
import { type RunningApp, startApp } from "@/test/support/app";
import { type BrowserOptions, launchBrowser } from "@/test/support/browser";

export type Stage = {
  app: RunningApp;
  /** A page at 1024 × 768 unless told otherwise; problems it reports are collected. */
  open(path: string, size?: { width: number; height: number }): Promise<{ page: Page; problems: string[] }>;
  /** The same inside an iframe of another site, as in the control panel. */
  openFramed(path: string): Promise<{ frame: Frame; page: Page; problems: string[] }>;
  end(): Promise<void>;
};

/** The built app, a browser, and a page of another site that frames the dashboard. */
export async function setStage(options: BrowserOptions = {}): Promise<Stage> {
  const panel = createServer((request, response) => {
    const src = new URL(request.url ?? "/", "http://panel").searchParams.get("src") ?? "";
    response.writeHead(200, { "content-type": "text/html" });
    response.end(
      `<title>Panel</title><iframe title="Laurel" src="${src}" width="1024" height="768"></iframe>`,
    );
  });
  await new Promise<void>((ready) => panel.listen(0, "127.0.0.1", ready));
  const panelUrl = `http://localhost:${(panel.address() as AddressInfo).port}`;
  const app = await startApp({ env: { FRAME_ANCESTORS: panelUrl } });
  const browser: Browser = await launchBrowser(options);

  async function newPage(size = { width: 1024, height: 768 }) {
    const context = await browser.newContext({ viewport: size, reducedMotion: "reduce" });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    return { page, problems };
  }

  return {
    app,
    async open(path, size) {
      const opened = await newPage(size);
      await opened.page.goto(`${app.url}${path}`);
      return opened;
    },
    async openFramed(path) {
      const opened = await newPage({ width: 1100, height: 860 });
      await opened.page.goto(`${panelUrl}/?src=${encodeURIComponent(`${app.url}${path}`)}`);
      const frame = opened.page.frames().find((candidate) => candidate.url().startsWith(app.url));
      if (!frame) throw new Error("The dashboard is not in the frame.");
      return { ...opened, frame };
    },
    async end() {
      await browser.close();
      await app.stop();
      panel.close();
      panel.closeAllConnections();
    },
  };
}

/** What axe finds serious or critical, one line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // A page that is being changed for another has no title for a moment.
  await page.waitForFunction(() => document.title !== "");
  // What is still fading in has colours of its own.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished),
    ),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/** By how many pixels the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
