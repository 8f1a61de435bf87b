import type { Pool } from "pg";
import { z } from "zod";
import { insertEvents } from "@/lib/db/runner/insert-events";
import { checkpointSteps } from "@/lib/db/runner/steps";
import { planOps } from "@/lib/embedded/plan-ops";
import { ops } from "@/lib/embedded/read-answer";

/** The base address the embedded client is given; nothing listens there, {@link answerFetch} answers instead. */
export const embeddedBaseUrl = "http://embedded.local";

const sentEvents = z.array(
  z.looseObject({
    name: z.string(),
    data: z.unknown().optional(),
    id: z.string().nullish(),
    ts: z.number().nullish(),
  }),
);
const checkpoint = z.looseObject({ run_id: z.string(), qi_id: z.string(), steps: ops });

/**
 * The part of Inngest's HTTP API that the SDK calls from within functions, answered from the database: sending
 * events (`POST /e/:key`) and checkpoints (`POST /v1/checkpoint/:run/async`). Everything else is a 404.
 */
export function answerFetch(pool: () => Pool): typeof fetch {
  return async (input, init) => {
    // Not made a `Request` first: a long run makes a call a step, and streams cost more than the insert.
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (init?.method === "POST" && pathname.startsWith("/e/")) return takeEvents(pool(), init);
    if (init?.method === "POST" && /^\/v1\/checkpoint\/[^/]+\/async$/.test(pathname)) {
      return takeCheckpoint(pool(), init);
    }
    return Response.json(
      { error: `The embedded runner does not answer ${pathname}`, status: 404 },
      { status: 404 },
    );
  };
}

function readBody({ body }: RequestInit): unknown {
  if (typeof body !== "string") throw new TypeError("The SDK sends text");
  return JSON.parse(body);
}

async function takeEvents(pool: Pool, init: RequestInit): Promise<Response> {
  const body = readBody(init);
  const parsed = sentEvents.safeParse(Array.isArray(body) ? body : [body]);
  if (!parsed.success)
    return Response.json({ error: z.prettifyError(parsed.error), status: 400 }, { status: 400 });
  // The SDK sends the same seed when it tries again: the events keep their ids and are not doubled.
  const seed = new Headers(init.headers).get("x-inngest-event-id-seed");
  const ids = await insertEvents(
    pool,
    parsed.data.map(({ name, data, id, ts }, index) => ({
      name,
      data,
      ...(id || seed ? { id: id || `${seed}:${index}` } : {}),
      ...(ts ? { at: new Date(ts) } : {}),
    })),
  );
  return Response.json({ ids, status: 200 });
}

async function takeCheckpoint(pool: Pool, init: RequestInit): Promise<Response> {
  const { run_id: runId, qi_id: item, steps } = checkpoint.parse(readBody(init));
  const [, stepId, generation] = /^(.+):(\d+)$/.exec(item) ?? [];
  const plan = planOps(steps);
  if (!stepId || plan.done.length !== steps.length) {
    return Response.json({ error: "Not a checkpoint of finished steps", status: 400 }, { status: 400 });
  }
  const held = await checkpointSteps(pool, { runId, stepId, generation: Number(generation) }, plan.done);
  // 409 tells the SDK that this request is somebody else's by now.
  return held ? Response.json({ data: {} }) : Response.json({ error: "Stale", status: 409 }, { status: 409 });
}
