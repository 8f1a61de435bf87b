/** RFC-2822 in UTC, the way v2 writes dates: `Tue, 20 Nov 2012 00:00:00 +0000`. */
export function rfc2822(ms: number): string {
  return new Date(ms).toUTCString().replace("GMT", "+0000");
}

/** ISO 8601 without milliseconds, the way v3 customers write dates. */
export function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** ISO 8601 with a numeric offset, the way refunds and promotions write dates. */
export function isoOffset(ms: number): string {
  return isoSeconds(ms).replace("Z", "+00:00");
}
