import { pool } from "@/lib/db/client";
import { reopenRun } from "@/lib/db/runner/reopen-run";
import { inTransaction } from "@/lib/db/runner/sql";
import { inngestMode } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { runsAreElsewhere } from "@/lib/services/runs/list-runs";

/**
 * Puts a failed background run back in line; steps that were done are not done again.
 * @throws AppError `not_found`, also for another store's run; `conflict` when it did not fail, or in server mode
 */
export async function retryRun({ storeId, runId }: { storeId: bigint; runId: string }): Promise<void> {
  if (inngestMode() === "server") throw new AppError("conflict", runsAreElsewhere);
  const reopened = await inTransaction(pool(), (sql) => reopenRun(sql, storeId, runId));
  if (reopened === null) throw new AppError("not_found", "There is no such run in this store.");
  if (!reopened) throw new AppError("conflict", "Only a failed run can be tried again.");
}
