import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What a run of tests says: all passed, a test found something wrong, or neither (`why` for people to read). */
export type Verdict =
  | { is: "green" }
  | { is: "red"; test: string; finding: string }
  | { is: "unclear"; why: string };

type Report = {
  testResults: {
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
};

/**
 * Failures that show code which does not run at all, or not on: no test found a wrong result. The last is what the
 * reporter makes of a test's time-out.
 */
const noFinding =
  /\b(SyntaxError|ReferenceError|Transform failed|syntax error at|timed out in \d+ms|STACK_TRACE_ERROR)\b/;

/** Runs those test files in `folder`, a copy of the tree, until the first failure, for `limitMs` at most. */
export async function runTests(
  folder: string,
  tests: readonly string[],
  { databaseUrl, limitMs }: { databaseUrl: string; limitMs?: number },
): Promise<Verdict> {
  const file = join(folder, "report.json");
  rmSync(file, { force: true });
  const args = ["run", "--bail=1", "--reporter=json", `--outputFile=${file}`, ...tests];
  // Pure code has no state that one file could leave to the next.
  if (tests.every((path) => path.startsWith("test/unit/loyalty"))) args.push("--no-isolate");
  const env = {
    ...process.env,
    TEST_DATABASE_URL: databaseUrl,
    LAUREL_SKIP_BUILD: "1",
  };
  const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", ...args], {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", "pipe"],
    ...(limitMs === undefined ? {} : { timeout: limitMs }),
    killSignal: "SIGKILL",
  });
  let said = "";
  child.stderr.on("data", (text) => {
    said = `${said}${text}`.slice(-1_000);
  });
  const code = await new Promise<number | null>((settle) => child.on("close", settle));
  if (!existsSync(file)) return { is: "unclear", why: `no report (exit code ${code}) ${said}` };
  return read(JSON.parse(readFileSync(file, "utf8")) as Report, code);
}

function read({ testResults }: Report, code: number | null): Verdict {
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failures = results
    .filter(({ status }) => status === "failed")
    .map(({ fullName, failureMessages }) => ({ test: fullName, message: failureMessages[0] ?? "" }));
  const finding = failures.find(({ message }) => !noFinding.test(message));
  if (finding) return { is: "red", test: finding.test, finding: shorten(finding.message) };
  const ran = results.some(({ status }) => status === "passed");
  if (code === 0 && ran) return { is: "green" };
  const said =
    failures[0]?.message ?? testResults.map(({ message }) => message).find(Boolean) ?? "no test ran";
  return { is: "unclear", why: shorten(said) };
}

/** On one line, without the stack. */
function shorten(message: string): string {
  const [what = ""] = message.split("\n    at ");
  return what.replaceAll(/\s+/g, " ").slice(0, 200);
}
