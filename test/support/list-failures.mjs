// @ts-check
import { relative } from "node:path";

/**
 * What failed, for the end of a long run: a line for each test (file, full name) and the first lines of its message.
 * A file that could not even be loaded is named with its own message.
 * @param {{ testResults: { name: string, status: string, message?: string, assertionResults: { status: string,
 *   fullName: string, failureMessages?: string[] }[] }[] }} report vitest's JSON report
 * @param {number} [messageLines]
 * @returns {string[]}
 */
export function listFailures(report, messageLines = 6) {
  return report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === "failed");
    const at = relative(process.cwd(), file.name);
    if (failed.length === 0)
      return file.status === "failed" ? [describe(at, file.message, messageLines)] : [];
    return failed.map((test) =>
      describe(`${at} > ${test.fullName}`, test.failureMessages?.join("\n"), messageLines),
    );
  });
}

/** @param {string} title @param {string | undefined} message @param {number} lines */
function describe(title, message, lines) {
  const shown = (message ?? "").trim().split("\n").slice(0, lines);
  return [`✗ ${title}`, ...shown.map((line) => `    ${line}`)].join("\n");
}
