/** What a log line tells of an error; `code` is Postgres', Node's, Prisma's or ours. */
type LoggableError = {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: LoggableError;
};

const causesMax = 4;
const email = /[^\s"'(<,;:=]+@[^\s"')>,;]+\.[^\s"')>,;.]+/g;

/**
 * An error as a log may hold it: no other property than these (a database error carries whole rows in `detail`, a
 * request error its headers), and no e-mail addresses in what it says.
 */
export function toLoggableError(error: unknown, depth = 0): LoggableError {
  if (!(error instanceof Error)) return { type: typeof error, message: hideEmails(String(error)) };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: hideEmails(error.message),
    ...(typeof code === "string" ? { code } : {}),
    ...(error.stack ? { stack: hideEmails(error.stack) } : {}),
    ...(error.cause === undefined || depth >= causesMax
      ? {}
      : { cause: toLoggableError(error.cause, depth + 1) }),
  };
}

function hideEmails(text: string): string {
  return text.replace(email, "[e-mail]");
}
