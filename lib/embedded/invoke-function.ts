import { z } from "zod";
import { createRuns } from "@/lib/db/runner/create-runs";
import { insertRoutedEvent } from "@/lib/db/runner/crons";
import { newId } from "@/lib/db/runner/new-id";
import type { Sql } from "@/lib/db/runner/sql";
import { type PendingStep, settleStep } from "@/lib/db/runner/steps";
import { type Engine, planRun } from "@/lib/embedded/engine";

const invokeOpts = z.looseObject({
  function_id: z.string(),
  payload: z.looseObject({ data: z.unknown().optional() }).nullish(),
});

/** Starts the run that a `step.invoke` waits for; an unknown function is an error inside the step, as on the server. */
export async function invokeFunction(
  engine: Engine,
  sql: Sql,
  runId: string,
  step: PendingStep,
): Promise<void> {
  const { function_id: functionId, payload } = invokeOpts.parse(step.opts);
  const config = engine.functions.get(functionId);
  if (!config) {
    const message = `Could not find the function ${functionId} to invoke`;
    await settleStep(sql, runId, step.id, { error: { name: "Error", message } });
    return;
  }
  const event = { id: newId(), name: "inngest/function.invoked", data: payload?.data ?? {} };
  await insertRoutedEvent(sql, event);
  await createRuns(sql, [
    { ...planRun(config, event, [event.id]), parentRunId: runId, parentStepId: step.id },
  ]);
}
