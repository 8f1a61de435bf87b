/**
 * JSON the way our API speaks it: ids are `bigint` inside and integers outside, times ISO 8601 with milliseconds.
 * Throws for an integer that JSON readers would round.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== "bigint") return item;
    const number = Number(item);
    if (!Number.isSafeInteger(number)) throw new RangeError("An integer is too large for JSON.");
    return number;
  });
}

/** An answer with a status other than 200, or with headers of its own. */
export function reply(status: number, body?: unknown, headers: Record<string, string> = {}): Response {
  if (body === undefined) return new Response(null, { status, headers });
  return new Response(toJson(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}
