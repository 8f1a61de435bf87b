import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startPostgres } from "@/lib/setup/postgres.mjs";
import type { Mutation } from "./define-mutations";
import { mutations } from "./mutations";
import { runTests } from "./run-tests";

/**
 * `npm run mutation`: puts one bug at a time into a copy of the tree and asks the tests that should notice. Prints who
 * was killed, by which test, and who survived; exit code 1 unless every bug was killed. Tests that do not even run (a
 * time-out, code that does not parse) kill nobody.
 * `npm run mutation -- tie hold` runs those whose name or file contains one of the words.
 */
type Outcome = { is: "killed" | "SURVIVED" | "DOES NOT FIT" | "UNCLEAR"; detail?: string };

const copied = [
  "app",
  "components",
  "inngest",
  "lib",
  "prisma",
  "package.json",
  "tsconfig.json",
  "vitest.config.ts",
];
const parallelCopies = 2;
/** Longer than the slowest of the tests takes on a busy machine; a bug that makes a loop endless ends here. */
const limitMs = 300_000;

const say = (line: string) => process.stdout.write(`${line}\n`);
const secondsSince = (startedAt: number) => Math.round((performance.now() - startedAt) / 1_000);

function makeCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), "laurel-mutation-"));
  for (const path of copied) cpSync(path, join(folder, path), { recursive: true });
  const skipped = resolve("test/.tmp");
  cpSync("test", join(folder, "test"), { recursive: true, filter: (path) => resolve(path) !== skipped });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  return folder;
}

async function judge(folder: string, mutation: Mutation, databaseUrl: string): Promise<Outcome> {
  const path = join(folder, mutation.file);
  const original = readFileSync(path, "utf8");
  const fits = original.split(mutation.find).length === 2 && mutation.tests.every(existsSync);
  if (!fits) return { is: "DOES NOT FIT" };
  writeFileSync(
    path,
    original.replace(mutation.find, () => mutation.replace),
  );
  try {
    const verdict = await runTests(folder, mutation.tests, { databaseUrl, limitMs });
    if (verdict.is === "green") return { is: "SURVIVED" };
    if (verdict.is === "unclear") return { is: "UNCLEAR", detail: verdict.why };
    return { is: "killed", detail: `${verdict.test}: ${verdict.finding}` };
  } finally {
    writeFileSync(path, original);
  }
}

async function judgeAll(chosen: Mutation[], copies: string[], databaseUrl: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...chosen];
  const work = async (folder: string) => {
    for (let mutation = waiting.shift(); mutation; mutation = waiting.shift()) {
      const startedAt = performance.now();
      const outcome = await judge(folder, mutation, databaseUrl);
      outcomes.push(outcome);
      say(`${outcome.is.padEnd(12)} ${mutation.name} (${mutation.file}, ${secondsSince(startedAt)} s)`);
      if (outcome.detail) say(`${" ".repeat(13)}${outcome.detail}`);
    }
  };
  await Promise.all(copies.map(work));
  return outcomes;
}

/** What fails without any bug says nothing about one. Each copy runs its share of the tests. */
async function expectGreen(chosen: Mutation[], copies: string[], databaseUrl: string): Promise<void> {
  const all = [...new Set(chosen.flatMap(({ tests }) => tests))];
  const shares = copies.map((folder, nth) => ({
    folder,
    tests: all.filter((_, index) => index % copies.length === nth),
  }));
  const verdicts = await Promise.all(
    shares
      .filter(({ tests }) => tests.length > 0)
      .map(({ folder, tests }) => runTests(folder, tests, { databaseUrl })),
  );
  const failed = verdicts.find(({ is }) => is !== "green");
  if (failed) throw new Error(`Tests fail without any mutation: ${JSON.stringify(failed)}`);
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  const words = process.argv.slice(2);
  const chosen = mutations.filter(
    ({ name, file }) => words.length === 0 || words.some((word) => `${name} ${file}`.includes(word)),
  );
  const postgres = await startPostgres({ dataDir: resolve("test/.tmp"), database: "laurel", durable: false });
  const copies = Array.from({ length: parallelCopies }, makeCopy);
  try {
    await expectGreen(chosen, copies, postgres.url);
    say(`Without a bug all tests pass (${secondsSince(startedAt)} s).`);
    const outcomes = await judgeAll(chosen, copies, postgres.url);
    const killed = outcomes.filter(({ is }) => is === "killed").length;
    say(`${killed} of ${outcomes.length} killed in ${secondsSince(startedAt)} s`);
    if (killed < chosen.length) process.exitCode = 1;
  } finally {
    for (const folder of copies) rmSync(folder, { recursive: true, force: true });
    await postgres.stop();
  }
}

await main();
