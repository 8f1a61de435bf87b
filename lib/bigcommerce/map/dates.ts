/**
 * RFC 2822 (v2: `Tue, 20 Nov 2012 00:00:00 +0000`) or ISO 8601 (v3) to ISO 8601 in UTC.
 * @throws RangeError when it is neither.
 */
export function toIsoInstant(text: string): string {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) throw new RangeError("not a date BigCommerce is known to write");
  return instant.toISOString();
}

/** For dates nothing is decided by: what cannot be read is unknown. */
export function toIsoInstantOrNull(text: string | null): string | null {
  return text === null || Number.isNaN(Date.parse(text)) ? null : toIsoInstant(text);
}

/** ISO 8601 without fractions, the form all date filters understand; `Z` needs no escaping, unlike `+00:00`. */
export function toFilterInstant(instant: Date | string): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
