import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/**
 * A real Chromium for tests: the system's when there is one (`CHROMIUM_PATH`, or the usual places), else the one
 * inside the `@sparticuz/chromium` package, which needs neither a download nor libraries of the machine.
 */
export type BrowserOptions = {
  /** As in a browser that gives embedded pages no cookies at all. */
  blockThirdPartyCookies?: boolean;
  /** For a tool that drives the browser by itself: the loopback port it finds it on. */
  debuggingPort?: number;
};

const systemPaths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** What keeps a headless browser quiet, small and the same everywhere. */
const quietArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--font-render-hinting=none",
];

export async function launchBrowser({
  blockThirdPartyCookies = false,
  debuggingPort,
}: BrowserOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(),
    args: [
      ...quietArgs,
      ...(blockThirdPartyCookies ? ["--test-third-party-cookie-phaseout"] : []),
      ...(debuggingPort ? [`--remote-debugging-port=${debuggingPort}`] : []),
    ],
  });
}

async function findChromium(): Promise<string> {
  const system = [process.env.CHROMIUM_PATH, ...systemPaths].find((path) => path && existsSync(path));
  if (system) return system;
  const { default: bundled } = await import("@sparticuz/chromium");
  const path = await bundled.executablePath();
  if (missesLibraries(path)) await loadBundledLibraries();
  return path;
}

/** A machine without a desktop may lack the libraries Chromium links to. */
function missesLibraries(path: string): boolean {
  try {
    return execFileSync("ldd", [path], { encoding: "utf8" }).includes("not found");
  } catch {
    return false;
  }
}

/** The package carries them too, for the one place it was made for; they serve anywhere. */
async function loadBundledLibraries(): Promise<void> {
  const { inflate, setupLambdaEnvironment } = await import("@sparticuz/chromium");
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  await inflate(join(dirname(entry), "..", "..", "bin", "al2023.tar.br"));
  setupLambdaEnvironment(join(tmpdir(), "al2023", "lib"));
}
