import { findFreePort } from "@/lib/setup/postgres-process.mjs";
import { launchBrowser } from "@/test/support/browser";
import { median } from "./bench-row";

/** Scores 0–100 by category, and what the widget could spoil: blocking time in ms, layout shift without unit. */
export type LighthouseRun = { scores: Record<string, number>; blockingMs: number; shift: number };

const categories = ["performance", "accessibility", "best-practices", "seo"];

/** What a page has more than another one, judged right beside it; below 0 it has less. */
export type LighthouseDifference = { without: LighthouseRun; added: LighthouseRun };

/**
 * Judges two pages by Lighthouse as it judges a phone: a processor four times slower and a slow mobile network, both
 * simulated from the trace. They are visited in pairs, `rounds` times, each of them first in turn. What counts is the
 * middle of the differences within the pairs: a moment in which the machine is busy with something else makes long tasks
 * of short ones, on whichever page is before it, and is one pair among the others.
 */
export async function compareByLighthouse(
  plain: string,
  dressed: string,
  rounds: number,
): Promise<LighthouseDifference> {
  const port = await findFreePort();
  const browser = await launchBrowser({ debuggingPort: port });
  try {
    const [without, added]: [LighthouseRun[], LighthouseRun[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      const early = round % 2 === 0 ? await judge(plain, port) : null;
      const withIt = await judge(dressed, port);
      const withoutIt = early ?? (await judge(plain, port));
      without.push(withoutIt);
      added.push(differenceOf(withIt, withoutIt));
    }
    return { without: middleOf(without), added: middleOf(added) };
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

function differenceOf(one: LighthouseRun, other: LighthouseRun): LighthouseRun {
  return {
    scores: Object.fromEntries(
      categories.map((name) => [name, (one.scores[name] ?? Number.NaN) - (other.scores[name] ?? Number.NaN)]),
    ),
    blockingMs: one.blockingMs - other.blockingMs,
    shift: one.shift - other.shift,
  };
}

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
