import { type ClaimedRequest, claimRequest, type RequestId } from "@/lib/db/runner/claim-request";
import { discovery } from "@/lib/db/runner/requests";
import { applyAnswer, failRun } from "@/lib/embedded/apply-answer";
import { type Engine, toSdkEvent } from "@/lib/embedded/engine";
import { readAnswer } from "@/lib/embedded/read-answer";

/** A function that takes its process down with it must end some time; a deploy every few minutes must not end it. */
const lostMax = 20;
/** Inngest's limit. */
const stepsMax = 1000;

/** Runs one due request: claim, call the SDK, write what it answered. `active` gets it while it runs. */
export async function runRequest(engine: Engine, id: RequestId, active: Set<RequestId>): Promise<void> {
  // By object, not by name: the next claim of the same request may begin before this one has quite ended.
  const entry = { ...id };
  active.add(entry);
  try {
    const request = await claim(engine, id);
    if (request) await callFunction(engine, request);
  } finally {
    active.delete(entry);
  }
}

async function claim(engine: Engine, id: RequestId): Promise<ClaimedRequest | null> {
  const under = claimRequest(engine.queuePool, id, { holder: engine.processId, limits: engine.limits });
  engine.claims.add(under);
  try {
    return await under;
  } finally {
    engine.claims.delete(under);
  }
}

async function callFunction(engine: Engine, request: ClaimedRequest): Promise<void> {
  const config = engine.functions.get(request.functionId);
  if (!config) return;
  if (request.lost > lostMax)
    return failRun(engine, request, `The process ended ${request.lost} times during this run`);
  if (request.steps.length > stepsMax)
    return failRun(engine, request, `The run has more than ${stepsMax} steps`);
  const answer = await engine.sdk.call(config.id, request.stepId, buildBody(request, config.attemptsMax), {
    "x-inngest-generation-id": String(request.generation),
    "x-inngest-run-id": request.runId,
  });
  await applyAnswer(engine, request, readAnswer(answer));
}

/** The body of a request as Inngest's server sends it. `fn_id` and `qi_id` are what turns checkpointing on. */
export function buildBody(request: ClaimedRequest, attemptsMax: number): Record<string, unknown> {
  const done = request.steps.filter(({ state }) => state === "done");
  const events = request.events.map(toSdkEvent);
  const parallel = request.steps.length > done.length;
  return {
    version: -1,
    event: events[0] ?? {},
    events,
    steps: Object.fromEntries(done.map(({ id, result }) => [id, result])),
    ctx: {
      run_id: request.runId,
      fn_id: request.functionId,
      qi_id: `${request.stepId}:${request.generation}`,
      attempt: request.attempt,
      max_attempts: attemptsMax,
      // Beside pending steps a new one is planned, not run at once, so that two requests never run the same.
      disable_immediate_execution: parallel && request.stepId === discovery,
      use_api: false,
      stack: { stack: done.map(({ id }) => id), current: done.length },
    },
  };
}
