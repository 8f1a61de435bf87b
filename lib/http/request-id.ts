import { randomUUID } from "node:crypto";

export const requestIdHeader = "x-request-id";

/** The caller's request id when it is a plain short token (it ends up in logs), else a new one. */
export function requestIdOf(given: string | null | undefined): string {
  return given && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : randomUUID();
}
