import type { RequestId } from "@/lib/db/runner/claim-request";
import { lockRun } from "@/lib/db/runner/requests";
import { inTransaction } from "@/lib/db/runner/sql";
import { readDueStep, type StepResult, settleStep } from "@/lib/db/runner/steps";
import type { Engine } from "@/lib/embedded/engine";

/** The time of a pending step is up: a sleep is over, a wait saw no event, an invoked function took too long. */
export async function wakeStep(engine: Engine, { runId, stepId }: RequestId): Promise<void> {
  await inTransaction(engine.pool, async (sql) => {
    if (!(await lockRun(sql, runId))) return;
    const op = await readDueStep(sql, runId, stepId);
    if (op) await settleStep(sql, runId, stepId, resultAtTimeout(op));
  });
}

function resultAtTimeout(op: string): StepResult {
  if (op !== "InvokeFunction") return { data: null };
  return {
    error: { name: "InngestInvokeTimeoutError", message: "Timed out waiting for the invoked function" },
  };
}
