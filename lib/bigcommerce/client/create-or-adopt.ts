import { BigCommerceError } from "./errors";
import type { Runtime } from "./runtime";

const createAttemptsMax = 3;
const settleMs = 1_000;

/** Runs each create of a {@link createOrAdopt}: to write down that it is sent, and what came of it. */
export type AroundCreate<T> = (create: () => Promise<T>) => Promise<T>;

export type Created<T> = { value: T; outcome: "created" | "adopted" };

/**
 * Creates something that must exist once, at an API without idempotency keys. When a create fails without saying
 * whether it was carried out (time-out, reset, 5xx, unreadable answer) or says "already there" (409, 422), it
 * looks before it creates again; what the look-up finds is adopted as ours.
 *
 * @param client whose clock the pauses run on.
 * @param lookUp finds what an earlier attempt may have created; must recognise it as ours (name, code, address).
 * @param lookFirst `true` (default) when an earlier run may have created it; `false` saves a call for a key that
 *   has certainly never been sent.
 * @param around see {@link AroundCreate}; what it throws that is no BigCommerceError ends everything.
 * @throws BigCommerceError of the last create when nothing was found.
 */
export async function createOrAdopt<T>(
  { runtime }: { runtime: Pick<Runtime, "sleep" | "random"> },
  options: {
    lookUp: () => Promise<T | null>;
    create: () => Promise<T>;
    lookFirst?: boolean;
    around?: AroundCreate<T> | undefined;
  },
): Promise<Created<T>> {
  const { lookUp, create, lookFirst = true, around = (send) => send() } = options;
  if (lookFirst) {
    const existing = await lookUp();
    if (existing !== null) return { value: existing, outcome: "adopted" };
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { value: await around(create), outcome: "created" };
    } catch (error) {
      if (!(error instanceof BigCommerceError) || !mayExist(error)) throw error;
      // A create that timed out may still be on its way: give it a moment before looking.
      if (error.outcomeUnknown) await runtime.sleep(settleMs * attempt * (1 + runtime.random()));
      const found = await lookUp();
      if (found !== null) return { value: found, outcome: "adopted" };
      if (!error.outcomeUnknown || attempt >= createAttemptsMax) throw error;
    }
  }
}

function mayExist(error: BigCommerceError): boolean {
  return error.outcomeUnknown || error.kind === "conflict" || error.kind === "validation";
}
