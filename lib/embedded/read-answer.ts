import { z } from "zod";
import { readRetryAfter } from "@/lib/embedded/backoff";
import type { SdkAnswer } from "@/lib/embedded/call-sdk";

const op = z.looseObject({
  op: z.string(),
  id: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  opts: z.looseObject({}).nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});
export type Op = z.output<typeof op>;
export const ops = z.array(op);

/** What the SDK said, in our words. */
export type Answer =
  | { kind: "returned"; output: unknown }
  | { kind: "threw"; error: unknown; retry: Retry }
  | { kind: "ops"; ops: Op[]; retry: Retry };

/** `afterMs`: the function asked for this pause itself. */
export type Retry = { allowed: boolean; afterMs?: number };

/** Reads status, `x-inngest-no-retry` and `retry-after` as Inngest's server does. */
export function readAnswer({ status, headers, body }: SdkAnswer): Answer {
  const afterMs = headers["retry-after"] ? readRetryAfter(headers["retry-after"]) : null;
  const retry: Retry = {
    allowed: headers["x-inngest-no-retry"] !== "true",
    ...(afterMs !== null && { afterMs }),
  };
  if (status === 200) return { kind: "returned", output: body };
  if (status === 206) return { kind: "ops", ops: ops.parse(body), retry };
  return { kind: "threw", error: body, retry };
}
