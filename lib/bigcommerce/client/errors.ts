import { AppError } from "@/lib/errors";

/**
 * Why a call failed, as far as a caller can act on it:
 * - `rate_limited` wait; the quota belongs to the store and all its apps
 * - `unauthorized` the token is dead (uninstalled, owner changed): stop and ask for a new install
 * - `forbidden` a scope is missing or a platform limit is reached
 * - `unavailable` the store is in maintenance, suspended or billed: long back-off
 * - `timeout`, `network` nobody knows whether the call was carried out
 * - `malformed` an answer that is not what the documentation promises (HTML, cut JSON, other fields)
 */
export type BigCommerceErrorKind =
  | "rate_limited"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "validation"
  | "unavailable"
  | "timeout"
  | "network"
  | "malformed"
  | "server";

export type BigCommerceErrorDetails = {
  kind: BigCommerceErrorKind;
  /** HTTP status; `null` when no answer came. */
  status: number | null;
  /** What was called, e.g. `orders.list`; never a query, which may hold an e-mail address. */
  operation: string;
  /** One line in BigCommerce's words where it gave one. */
  summary: string;
  /** BigCommerce's `errors` object: problem by field. */
  fields?: Record<string, string>;
  requestId?: string | null;
  /** At most 2 KB of the answer with the token removed; may hold personal data, so it is kept out of logs. */
  body?: string;
  retryAfterMs?: number | null;
  /** The server may have carried the call out although no proper answer came. */
  outcomeUnknown?: boolean;
  cause?: unknown;
};

/** The one error thrown by `lib/bigcommerce`. As an {@link AppError} an unhandled one becomes a 502 or 503. */
export class BigCommerceError extends AppError {
  override readonly name = "BigCommerceError";
  readonly kind: BigCommerceErrorKind;
  readonly httpStatus: number | null;
  readonly operation: string;
  readonly problems: Record<string, string>;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
  readonly outcomeUnknown: boolean;
  /** A private field, because loggers print every enumerable property of an error. */
  readonly #body: string;

  constructor(details: BigCommerceErrorDetails) {
    const waitMs = details.retryAfterMs ?? null;
    const where = details.status === null ? details.kind : `${details.status} ${details.kind}`;
    super(
      details.kind === "rate_limited" || details.kind === "unavailable"
        ? "unavailable"
        : "bigcommerce_failed",
      `BigCommerce ${details.operation}: ${where}: ${details.summary}`,
      {
        ...(waitMs === null ? {} : { retryAfterSeconds: Math.ceil(waitMs / 1000) }),
        ...(details.cause === undefined ? {} : { cause: details.cause }),
      },
    );
    this.kind = details.kind;
    this.httpStatus = details.status;
    this.operation = details.operation;
    this.problems = details.fields ?? {};
    this.requestId = details.requestId ?? null;
    this.retryAfterMs = waitMs;
    this.outcomeUnknown = details.outcomeUnknown ?? false;
    this.#body = details.body ?? "";
  }

  /** First 2 KB of what BigCommerce answered, for a support screen; do not log it. */
  get body(): string {
    return this.#body;
  }
}

/** Narrows an unknown to a {@link BigCommerceError}, optionally of certain kinds. */
export function isBigCommerceError(
  error: unknown,
  ...kinds: BigCommerceErrorKind[]
): error is BigCommerceError {
  // By name, not by class: the shared rate budget may throw the class of another of Next's bundles.
  if (!(error instanceof Error) || error.name !== "BigCommerceError") return false;
  return kinds.length === 0 || kinds.includes((error as BigCommerceError).kind);
}
