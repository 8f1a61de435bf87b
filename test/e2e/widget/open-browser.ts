import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

const systemBrowsers = ["/usr/bin/chromium", "/usr/bin/google-chrome"];

/** A headless Chromium: one that is installed, else the one inside the npm package. Web security stays on. */
export async function openBrowser(): Promise<Browser> {
  const installed = systemBrowsers.find((path) => existsSync(path));
  return playwright.launch({
    executablePath: installed ?? (await chromium.executablePath()),
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"],
  });
}
