import { parseArgs } from "node:util";
import { requireStore } from "@/lib/cli/require-store";
import { runWithDatabase } from "@/lib/cli/run-with-database";
import { closeDatabase } from "@/lib/db/client";
import { countTransactions, type LedgerCheckResult, verifyLedger } from "@/lib/db/ledger/verify-ledger";

/**
 * `npm run ledger:verify [-- --store <hash>] [--json]`: proves the ledger of one store or of all. Prints every row
 * that differs; exit code 1 when any does.
 */
await runWithDatabase(async () => {
  const { values: given } = parseArgs({
    options: { store: { type: "string" }, json: { type: "boolean", default: false } },
  });
  try {
    const storeId = given.store === undefined ? null : (await requireStore(given.store)).id;
    const results: LedgerCheckResult[] = [];
    const startedAt = performance.now();
    for await (const result of verifyLedger(storeId)) {
      results.push(result);
      if (!given.json) printCheck(result);
    }
    const differences = results.reduce((sum, result) => sum + result.differences.length, 0);
    const transactions = await countTransactions(storeId);
    const seconds = (performance.now() - startedAt) / 1000;
    if (given.json) console.log(JSON.stringify({ transactions, differences, checks: results }));
    else console.log(`${transactions} transactions, ${differences} differences (${seconds.toFixed(1)} s)`);
    if (differences > 0) process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
});

function printCheck({ name, title, differences }: LedgerCheckResult): void {
  console.log(`${differences.length === 0 ? "ok  " : "FAIL"} ${name}: ${title}`);
  for (const row of differences) console.log(`     ${JSON.stringify(row)}`);
}
