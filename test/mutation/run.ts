import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startPostgres } from "@/lib/setup/postgres.mjs";
import type { Mutation } from "./define-mutations";
import { mutations } from "./mutations";

/**
 * `npm run mutation`: puts one bug at a time into a copy of the tree and asks the tests that should notice. Prints who
 * was killed and who survived; exit code 1 when a bug survived or a mutation no longer fits the code.
 * `npm run mutation -- tie hold` runs those whose name contains one of the words.
 */
type Outcome = "killed" | "SURVIVED" | "DOES NOT FIT";

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

function makeCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), "laurel-mutation-"));
  for (const path of copied) cpSync(path, join(folder, path), { recursive: true });
  const skipped = resolve("test/.tmp");
  cpSync("test", join(folder, "test"), { recursive: true, filter: (path) => resolve(path) !== skipped });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  return folder;
}

/** The tests of a copy that fail. A run that fails without a failed test says nothing about the bug. */
function findFailing(folder: string, tests: readonly string[], databaseUrl: string): Promise<string[]> {
  const args = ["node_modules/vitest/vitest.mjs", "run", "--bail=1", "--reporter=json", ...tests];
  const env = {
    ...process.env,
    TEST_DATABASE_URL: databaseUrl,
    LAUREL_MODEL_SCHEDULES: "160",
    LAUREL_SCHEDULES: "600",
  };
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (text) => {
      output += text;
    });
    child.stderr.resume();
    child.on("close", (code) => {
      const names = [...output.matchAll(/"fullName":"((?:[^"\\]|\\.)*)","status":"failed"/g)];
      if (code === 0) settle([]);
      else if (names.length > 0) settle(names.map(([, name]) => name ?? ""));
      else reject(new Error(`the tests did not run: ${output.slice(-2_000)}`));
    });
  });
}

async function judge(folder: string, mutation: Mutation, databaseUrl: string): Promise<Outcome> {
  const path = join(folder, mutation.file);
  const original = readFileSync(path, "utf8");
  if (original.split(mutation.find).length !== 2) return "DOES NOT FIT";
  writeFileSync(
    path,
    original.replace(mutation.find, () => mutation.replace),
  );
  try {
    const failing = await findFailing(folder, mutation.tests, databaseUrl);
    return failing.length === 0 ? "SURVIVED" : "killed";
  } finally {
    writeFileSync(path, original);
  }
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const chosen = mutations.filter(
    ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
  );
  const postgres = await startPostgres({ dataDir: resolve("test/.tmp"), database: "laurel", durable: false });
  const copies = Array.from({ length: parallelCopies }, makeCopy);
  const outcomes = new Map<Mutation, Outcome>();
  const say = (line: string) => process.stdout.write(`${line}\n`);
  try {
    const all = [...new Set(chosen.flatMap(({ tests }) => tests))];
    const failing = await findFailing(copies[0] ?? "", all, postgres.url);
    if (failing.length > 0) throw new Error(`Tests fail without any mutation: ${failing.join(", ")}`);
    const waiting = [...chosen];
    const work = async (folder: string) => {
      for (let mutation = waiting.shift(); mutation; mutation = waiting.shift()) {
        const outcome = await judge(folder, mutation, postgres.url);
        outcomes.set(mutation, outcome);
        say(`${outcome.padEnd(12)} ${mutation.name.padEnd(40)} ${mutation.file}`);
      }
    };
    await Promise.all(copies.map(work));
  } finally {
    for (const folder of copies) rmSync(folder, { recursive: true, force: true });
    await postgres.stop();
  }
  const killed = [...outcomes.values()].filter((outcome) => outcome === "killed").length;
  say(`${killed} of ${outcomes.size} killed`);
  if (killed < outcomes.size) process.exitCode = 1;
}

await main();
