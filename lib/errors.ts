/**
 * Broken promises are thrown as {@link AppError}; expected outcomes are returned as values. One table maps each
 * code to its HTTP status, so a service never thinks about HTTP and a route never invents a status.
 */
export const errorStatus = {
  bad_request: 400,
  invalid_json: 400,
  unauthorized: 401,
  session_expired: 401,
  forbidden: 403,
  origin_not_allowed: 403,
  scope_missing: 403,
  tier_required: 403,
  not_found: 404,
  store_not_installed: 404,
  method_not_allowed: 405,
  conflict: 409,
  already_used: 409,
  reward_unavailable: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  validation_failed: 422,
  idempotency_mismatch: 422,
  insufficient_points: 422,
  limit_reached: 422,
  invalid_points_to_spend: 422,
  rate_limited: 429,
  internal: 500,
  bigcommerce_failed: 502,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** Problems by field path, e.g. `{"earning.orders.rate.per": ["must be greater than 0"]}`. */
export type FieldErrors = Record<string, string[]>;

export class AppError extends Error {
  override readonly name: string = "AppError";
  readonly code: ErrorCode;
  readonly fields?: FieldErrors;
  /** Only for `rate_limited` and `unavailable`: when to try again. */
  readonly retryAfterSeconds?: number;

  constructor(
    code: ErrorCode,
    message: string,
    options: { fields?: FieldErrors; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    if (options.fields) this.fields = options.fields;
    if (options.retryAfterSeconds !== undefined) this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

/**
 * Told by shape, not by class: Next's bundles each have a copy of this class, and caches, limiters and budgets are
 * shared by all of them, so an error may come from another copy.
 */
export function isAppError(thrown: unknown): thrown is AppError {
  return thrown instanceof Error && "code" in thrown && Object.hasOwn(errorStatus, String(thrown.code));
}
