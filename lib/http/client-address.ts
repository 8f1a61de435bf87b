/** Set by our own HTTP server on every request and stripped from what comes in, so a client cannot choose it. */
export const clientAddressHeader = "x-laurel-client-address";

/** The client's address as our server found it; one shared bucket where another server is in front (development). */
export function clientAddressOf(headers: Headers): string {
  return headers.get(clientAddressHeader) ?? "unknown";
}

/**
 * The address of the client behind `trustedHops` reverse proxies: each proxy appends the address it saw, so the
 * entry that many places from the end was written by a proxy we trust; everything before it is hearsay.
 */
export function findClientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedHops: number,
): string {
  const direct = socketAddress ?? "unknown";
  if (trustedHops === 0 || !forwardedFor) return direct;
  const path = [...forwardedFor.split(",").map((part) => part.trim()), direct];
  return path[Math.max(0, path.length - 1 - trustedHops)] || direct;
}
