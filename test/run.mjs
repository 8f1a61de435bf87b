// @ts-check
import { prepare } from "../lib/setup/prepare.mjs";
import { sayProblem } from "../lib/setup/say-problem.mjs";

/**
 * `npm test`: makes a fresh clone ready, then runs every suite and closes with `N passed, N failed, N skipped`.
 * `npm test -- ledger` runs the files whose path contains `ledger`; `npm test -- --suite=unit,db` runs some suites.
 */
try {
  await prepare();
  const { runSuites, suites } = await import("./support/run-suites.mjs");
  const args = process.argv.slice(2);
  const chosen = args
    .find((arg) => arg.startsWith("--suite="))
    ?.slice("--suite=".length)
    .split(",");
  const filters = args.filter((arg) => !arg.startsWith("--suite="));
  await runSuites(chosen ?? suites, filters);
} catch (error) {
  sayProblem(error);
}
