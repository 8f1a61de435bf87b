import { findFreePort } from "@/lib/setup/postgres-process.mjs";
import { launchBrowser } from "@/test/support/browser";
import { median } from "./bench-row";

/** Scores 0–100 by category, and what the widget could spoil: blocking time in ms, layout shift without unit. */
export type LighthouseRun = { scores: Record<string, number>; blockingMs: number; shift: number };

const categories = ["performance", "accessibility", "best-practices", "seo"];

/**
 * Judges the pages by Lighthouse as it judges a phone: a processor four times slower and a slow mobile network, both
 * simulated from the trace. The pages are visited in turns, `rounds` times; the middle of each figure counts, so that
 * whatever else the machine does meets all of them alike. Resolves with one {@link LighthouseRun} a page.
 */
export async function judgeByLighthouse(pages: readonly string[], rounds: number): Promise<LighthouseRun[]> {
  const port = await findFreePort();
  const browser = await launchBrowser({ debuggingPort: port });
  try {
    const runs: LighthouseRun[][] = pages.map(() => []);
    for (let round = 0; round < rounds; round++) {
      for (const [index, page] of pages.entries()) runs[index]?.push(await judge(page, port));
    }
    return runs.map(middleOf);
  } finally {
    await browser.close();
  }
}

async function judge(page: string, port: number): Promise<LighthouseRun> {
  const { default: lighthouse } = await import("lighthouse");
  const result = await lighthouse(page, {
    port,
    hostname: "127.0.0.1",
    onlyCategories: categories,
    logLevel: "silent",
    output: "json",
  });
  if (!result || result.lhr.runtimeError) {
    throw new Error(
      `Lighthouse could not judge ${page}: ${result?.lhr.runtimeError?.message ?? "no result"}`,
    );
  }
  const { lhr } = result;
  const audit = (name: string) => lhr.audits[name]?.numericValue ?? Number.NaN;
  return {
    scores: Object.fromEntries(categories.map((name) => [name, scoreOf(lhr.categories[name]?.score)])),
    blockingMs: audit("total-blocking-time"),
    shift: audit("cumulative-layout-shift"),
  };
}

/** A category without a score was not judged: that must not pass for a zero on both sides. */
const scoreOf = (score: number | null | undefined) => (typeof score === "number" ? score * 100 : Number.NaN);

function middleOf(runs: readonly LighthouseRun[]): LighthouseRun {
  const middle = (of: (run: LighthouseRun) => number) => median(runs.map(of));
  return {
    scores: Object.fromEntries(
      categories.map((name) => [name, middle((run) => run.scores[name] ?? Number.NaN)]),
    ),
    blockingMs: middle((run) => run.blockingMs),
    shift: middle((run) => run.shift),
  };
}
