import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { listFailures } from "../../support/list-failures.mjs";
import { countReport, readReport } from "../../support/run-suites.mjs";

const scratch = mkdtempSync(join(tmpdir(), "laurel-report-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function report(testResults: { status: string; assertionResults: { status: string }[] }[]): string {
  const states = testResults.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const count = (state: string) => states.filter((status) => status === state).length;
  const file = join(scratch, "report.json");
  const counts = {
    numPassedTests: count("passed"),
    numFailedTests: count("failed"),
    numPendingTests: count("skipped"),
    numTodoTests: count("todo"),
  };
  writeFileSync(file, JSON.stringify({ ...counts, testResults }));
  return file;
}

test("passed, failed and skipped tests are counted from the report", () => {
  const states = ["passed", "passed", "failed", "skipped", "todo"].map((status) => ({ status }));
  const file = report([{ status: "failed", assertionResults: states }]);
  expect(countReport(readReport(file), 1)).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

test("a file that could not be loaded is a failure", () => {
  const file = report([
    { status: "failed", assertionResults: [] },
    { status: "passed", assertionResults: [{ status: "passed" }] },
  ]);
  expect(countReport(readReport(file), 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test("a suite that ended badly without naming a test is a failure", () => {
  const file = report([{ status: "passed", assertionResults: [{ status: "passed" }] }]);
  expect(countReport(readReport(file), 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  expect(countReport(readReport(join(scratch, "absent.json")), 134)).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
  });
});

test("a suite without any file is nothing", () => {
  expect(countReport(readReport(join(scratch, "absent.json")), 0)).toEqual({
    passed: 0,
    failed: 0,
    skipped: 0,
  });
});

test("the end of a run names every test that failed, with the beginning of its message", () => {
  const failed = { status: "failed", fullName: "points > come back", failureMessages: ["one\ntwo\nthree"] };
  const passed = { status: "passed", fullName: "points > stay" };
  expect(
    listFailures(
      {
        testResults: [
          {
            name: join(process.cwd(), "test/a.test.ts"),
            status: "failed",
            assertionResults: [passed, failed],
          },
          {
            name: join(process.cwd(), "test/b.test.ts"),
            status: "failed",
            message: "no such module",
            assertionResults: [],
          },
          { name: join(process.cwd(), "test/c.test.ts"), status: "passed", assertionResults: [passed] },
        ],
      },
      2,
    ),
  ).toEqual([
    "✗ test/a.test.ts > points > come back\n    one\n    two",
    "✗ test/b.test.ts\n    no such module",
  ]);
});
