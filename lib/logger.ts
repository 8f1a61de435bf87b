import pino from "pino";
import { env } from "@/lib/env";
import { toLoggableError } from "@/lib/loggable-error";

/**
 * Structured logs to stdout. Tokens, secrets and e-mail addresses never reach a log: callers log ids, and the
 * redaction list below is the second wall for what slips through in a nested object.
 */
export const logger = pino({
  level: env().LOG_LEVEL,
  base: { app: "laurel" },
  serializers: { err: (error: unknown) => toLoggableError(error) },
  redact: {
    paths: ["email", "token", "secret", "accessToken", "authorization", "code", "password"].flatMap((key) => [
      key,
      `*.${key}`,
      `*.*.${key}`,
    ]),
    censor: "[redacted]",
  },
});
