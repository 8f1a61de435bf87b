// @ts-check
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { listFailures } from "./list-failures.mjs";

/** Quick ones first; those that drive whole processes and a browser last. */
export const suites = ["unit", "tidy", "contract", "property", "db", "inngest", "api", "e2e"];

const reports = join("test", ".tmp", "reports");

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/**
 * Runs the suites one after the other, each in a process of its own, and prints at the end what failed and, as the
 * last line, what their reports add up to. Exit code 1 when a test failed, a suite crashed, or nothing ran.
 * @param {string[]} names
 * @param {string[]} filters only test files whose path contains one of these
 */
export async function runSuites(names, filters) {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  /** @type {Counts} */
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const failures = [];
  for (const name of names) {
    process.stdout.write(`\n— ${name}\n`);
    const code = await runSuite(name, filters);
    const report = readReport(join(reports, `${name}.json`));
    const counts = countReport(report, code);
    failures.push(...(report ? listFailures(report) : []));
    for (const key of /** @type {const} */ (["passed", "failed", "skipped"])) total[key] += counts[key];
  }
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
  if (total.passed + total.failed === 0) process.stdout.write("\nNo test ran.\n");
  if (failures.length > 0) process.stdout.write(`\nFailed:\n${failures.join("\n")}\n`);
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
}

/** @param {string} name @param {string[]} filters @returns {Promise<number>} the exit code */
function runSuite(name, filters) {
  const args = [
    join("node_modules", "vitest", "vitest.mjs"),
    ...["run", "--project", name, "--passWithNoTests"],
    ...["--reporter=default", "--reporter=json", `--outputFile.json=${join(reports, `${name}.json`)}`],
    ...["--reporter=./test/support/report-skips.ts", ...filters],
  ];
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", () => done(1));
    child.on("close", (code) => done(code ?? 1));
  });
}

/** @param {string} file @returns {any} vitest's JSON report; null when the suite left none */
export function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

/**
 * Counts a suite from vitest's own JSON report. A file that could not even be loaded counts as one failure, and so
 * does a suite that ended badly without saying which test was to blame.
 * @param {any} report null counts as one failure, unless the suite ended well
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countReport(report, exitCode) {
  if (!report) return { passed: 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
  const broken = report.testResults.filter(
    (
      /** @type {{ status: string, assertionResults: { status: string }[] }} */ { status, assertionResults },
    ) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = report.numFailedTests + broken;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
