import { AppError, type FieldErrors, isAppError } from "@/lib/errors";
import { toJson } from "@/lib/http/reply";
import { logger } from "@/lib/logger";

/** RFC 9457 body; `code` is stable, `detail` is for people. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors?: FieldErrors;
  request_id: string;
};

/**
 * The one way from an exception to an answer. An {@link AppError} tells its code, message and fields; anything else
 * is a bug: it is logged with the request id and the caller learns nothing but that id.
 */
export function toProblemResponse(thrown: unknown, requestId: string): Response {
  const error = isAppError(thrown) ? thrown : new AppError("internal", "Something went wrong on our side.");
  if (error.status >= 500) logger.error({ requestId, err: thrown }, "request failed");
  const problem: Problem = {
    type: `urn:laurel:problem:${error.code}`,
    title: error.code.replaceAll("_", " "),
    status: error.status,
    code: error.code,
    detail: error.message,
    ...(error.fields ? { errors: error.fields } : {}),
    request_id: requestId,
  };
  const headers = new Headers({
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "no-store",
    "x-request-id": requestId,
    "x-content-type-options": "nosniff",
  });
  if (error.retryAfterSeconds !== undefined)
    headers.set("retry-after", String(Math.ceil(error.retryAfterSeconds)));
  return new Response(toJson(problem), { status: error.status, headers });
}
