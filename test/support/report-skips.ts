import type { Reporter, TestCase } from "vitest/node";

/** Prints one line for every test that was skipped, with the reason it gave (`context.skip("…")`). */
export default class ReportSkips implements Reporter {
  onTestCaseResult(test: TestCase): void {
    const result = test.result();
    if (result.state !== "skipped") return;
    const reason = result.note ? `: ${result.note}` : "";
    process.stdout.write(`skipped ${test.module.relativeModuleId} › ${test.fullName}${reason}\n`);
  }
}
