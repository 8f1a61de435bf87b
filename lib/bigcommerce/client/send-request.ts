import { BigCommerceError } from "./errors";
import { parseErrorAnswer, rawBody, requestIdOf } from "./parse-error";
import { type RateHeaders, readRateHeaders } from "./rate-headers";
import { type ReadBody, readBody } from "./read-body";
import type { HttpMethod } from "./retry-policy";
import type { Runtime } from "./runtime";

export type HttpAttempt = {
  url: string;
  method: HttpMethod;
  operation: string;
  headers: Record<string, string>;
  body?: unknown;
  timeoutMs: number;
  signal?: AbortSignal;
  /** Removed wherever an answer echoes them. */
  secrets: readonly string[];
};

export type AttemptResult = {
  status: number | null;
  rate: RateHeaders | null;
  requestId: string | null;
  outcome: { ok: true; body: Exclude<ReadBody, { kind: "text" }> } | { ok: false; error: BigCommerceError };
};

/**
 * Sends one request once and never throws for anything the network or BigCommerce does: the result says what
 * happened. Rethrows only the caller's own abort. Redirects are not followed: they would carry the token to
 * another host.
 */
export async function sendRequest(attempt: HttpAttempt, runtime: Runtime): Promise<AttemptResult> {
  const timeout = AbortSignal.timeout(attempt.timeoutMs);
  const signal = attempt.signal ? AbortSignal.any([attempt.signal, timeout]) : timeout;
  let answered: Response | undefined;
  try {
    const response = await runtime.fetch(attempt.url, {
      method: attempt.method,
      headers: attempt.headers,
      redirect: "manual",
      signal,
      ...(attempt.body === undefined ? {} : { body: JSON.stringify(attempt.body) }),
    });
    answered = response;
    const body = await readBody(response);
    return { ...identify(response), outcome: judge(attempt, response, body) };
  } catch (cause) {
    if (attempt.signal?.aborted) throw attempt.signal.reason;
    const error = transportError(attempt, cause, timeout.aborted, answered);
    return answered
      ? { ...identify(answered), outcome: { ok: false, error } }
      : { status: null, rate: null, requestId: null, outcome: { ok: false, error } };
  }
}

function identify(response: Response): Omit<AttemptResult, "outcome"> {
  return {
    status: response.status,
    rate: readRateHeaders(response.headers),
    requestId: requestIdOf(response.headers),
  };
}

function judge(attempt: HttpAttempt, response: Response, body: ReadBody): AttemptResult["outcome"] {
  const { operation, secrets } = attempt;
  if (!response.ok) {
    const { retryAfterMs } = readRateHeaders(response.headers);
    const { status, headers } = response;
    return {
      ok: false,
      error: parseErrorAnswer({ status, headers, body, operation, secrets, retryAfterMs }),
    };
  }
  if (body.kind !== "text") return { ok: true, body };
  const error = new BigCommerceError({
    kind: "malformed",
    status: response.status,
    operation,
    summary: "an answer that is not JSON, or JSON cut short",
    requestId: requestIdOf(response.headers),
    body: rawBody(body, secrets),
    outcomeUnknown: true,
  });
  return { ok: false, error };
}

/** A broken error page keeps its status' meaning; a broken success is a network failure whose outcome is unknown. */
function transportError(
  attempt: HttpAttempt,
  cause: unknown,
  isTimeout: boolean,
  answered: Response | undefined,
): BigCommerceError {
  const { operation, secrets } = attempt;
  if (answered && !answered.ok && !isTimeout) {
    const { status, headers } = answered;
    const body: ReadBody = { kind: "text", text: "(answer broken off)" };
    const { retryAfterMs } = readRateHeaders(headers);
    return parseErrorAnswer({ status, headers, body, operation, secrets, retryAfterMs });
  }
  const code = networkCode(cause);
  return new BigCommerceError({
    kind: isTimeout ? "timeout" : "network",
    status: answered?.status ?? null,
    operation,
    summary: isTimeout ? `no full answer within ${attempt.timeoutMs} ms` : `connection failed (${code})`,
    outcomeUnknown: !neverSentCodes.has(code),
    cause,
  });
}

const neverSentCodes = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.cause !== undefined) return networkCode(error.cause);
  return "code" in error && typeof error.code === "string" ? error.code : error.message;
}
