import { z } from "zod";
import type { ClaimedRequest } from "@/lib/db/runner/claim-request";
import { lockKeys } from "@/lib/db/runner/concurrency";
import { completePlainRun, endRun } from "@/lib/db/runner/end-run";
import { enqueue } from "@/lib/db/runner/enqueue";
import {
  dropRequest,
  lockHeldRun,
  queueDiscovery,
  queueSteps,
  requeueRequest,
} from "@/lib/db/runner/requests";
import { inTransaction, type Sql } from "@/lib/db/runner/sql";
import {
  type DoneStep,
  hasPendingSteps,
  type PendingStep,
  saveDoneSteps,
  savePendingSteps,
} from "@/lib/db/runner/steps";
import { backoffMs } from "@/lib/embedded/backoff";
import type { Engine } from "@/lib/embedded/engine";
import { invokeFunction } from "@/lib/embedded/invoke-function";
import { planOps } from "@/lib/embedded/plan-ops";
import type { Answer, Op, Retry } from "@/lib/embedded/read-answer";

/**
 * Writes what an answer of the SDK means, with everything that must happen next, in one transaction. Does nothing
 * when the request is not ours any more (the lease ran out, or the run was cancelled): someone else has it then.
 */
export async function applyAnswer(engine: Engine, request: ClaimedRequest, answer: Answer): Promise<void> {
  const output = readPlainOutput(answer);
  if (output && (await completePlainRun(engine.pool, request, output.value))) return;
  await inTransaction(engine.pool, async (sql) => {
    await lockKeys(sql, request.keys);
    if (!(await lockHeldRun(sql, request))) return;
    if (answer.kind === "returned") {
      await endRun(sql, request.runId, { state: "completed", output: answer.output });
    } else if (answer.kind === "threw") {
      await retryOrFail(engine, sql, request, answer.error, answer.retry);
    } else {
      await applyOps(engine, sql, request, answer.ops, answer.retry);
    }
  });
}

/** What the function returned, when there is nothing else in the answer to write. */
function readPlainOutput(answer: Answer): { value: unknown } | undefined {
  if (answer.kind === "returned") return { value: answer.output };
  if (answer.kind !== "ops" || answer.ops.length !== 1) return undefined;
  const [op] = answer.ops;
  return op?.op === "RunComplete" ? { value: op.data } : undefined;
}

/** Fails a run from outside the function: its process died on it too often, or it asked for the impossible. */
export async function failRun(engine: Engine, request: ClaimedRequest, message: string): Promise<void> {
  await applyAnswer(engine, request, {
    kind: "threw",
    error: { name: "Error", message },
    retry: { allowed: false },
  });
}

async function retryOrFail(engine: Engine, sql: Sql, request: ClaimedRequest, error: unknown, retry: Retry) {
  const attemptsMax = engine.functions.get(request.functionId)?.attemptsMax ?? 1;
  if (!retry.allowed || request.attempt + 1 >= attemptsMax) {
    await endRun(sql, request.runId, { state: "failed", error });
    return;
  }
  await requeueRequest(sql, request, {
    attempt: request.attempt + 1,
    delayMs: (retry.afterMs ?? backoffMs(request.attempt)) * engine.timeScale,
  });
}

async function applyOps(engine: Engine, sql: Sql, request: ClaimedRequest, list: Op[], retry: Retry) {
  const plan = planOps(list);
  await saveDoneSteps(sql, request.runId, plan.done);
  if (plan.refused) {
    await endRun(sql, request.runId, { state: "failed", error: { name: "Error", message: plan.refused } });
    return;
  }
  if (plan.returned) {
    await endRun(sql, request.runId, { state: "completed", output: plan.returned.output });
    return;
  }
  await savePending(engine, sql, request.runId, plan.pending);
  if (plan.retry) {
    await retryOrFail(engine, sql, request, plan.retry.error, retry);
    return;
  }
  const waits = await hasPendingSteps(sql, request.runId);
  if (plan.done.length === 0 && !waits) {
    // Nothing done, nothing to wait for: the run would sleep for ever.
    const error = { name: "Error", message: "The SDK reported no step to go on with" };
    await retryOrFail(engine, sql, request, error, { allowed: true });
    return;
  }
  const again = await dropRequest(sql, request);
  // A finished step lets the function go on, once nothing beside it is pending or the branches race.
  const goesOn = plan.done.length > 0 && (!waits || plan.done.some(races));
  if (again || goesOn) await queueDiscovery(sql, request.runId);
}

const raceOpts = z.object({ parallelMode: z.literal("race") });

function races({ opts }: DoneStep): boolean {
  return raceOpts.safeParse(opts).success;
}

async function savePending(engine: Engine, sql: Sql, runId: string, pending: PendingStep[]): Promise<void> {
  const scaled = pending.map((step) =>
    step.delayMs === undefined ? step : { ...step, delayMs: step.delayMs * engine.timeScale },
  );
  const added = await savePendingSteps(sql, runId, scaled);
  const fresh = scaled.filter(({ id }) => added.has(id));
  const planned = fresh.filter(({ op }) => op === "StepPlanned");
  await queueSteps(
    sql,
    runId,
    planned.map(({ id }) => id),
  );
  await enqueue(
    sql,
    fresh.flatMap(({ id, delayMs }) =>
      delayMs === undefined ? [] : [{ task: "wake" as const, runId, stepId: id, delayMs }],
    ),
  );
  for (const step of fresh) if (step.op === "InvokeFunction") await invokeFunction(engine, sql, runId, step);
}
