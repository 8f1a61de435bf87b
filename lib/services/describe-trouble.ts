import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { isAppError } from "@/lib/errors";

/** Why work with BigCommerce stopped, in a merchant's words. */
export function describeTrouble(error: unknown): string {
  if (isBigCommerceError(error, "rate_limited")) {
    return "BigCommerce lets no more requests through for now.";
  }
  if (isBigCommerceError(error, "timeout", "network", "server", "unavailable")) {
    return "BigCommerce does not answer.";
  }
  if (isBigCommerceError(error, "malformed")) return "BigCommerce’s answer could not be read.";
  if (isBigCommerceError(error)) return "BigCommerce refused the request.";
  return "Something went wrong on Laurel’s side.";
}

/**
 * Why it is no use to try again until somebody does something about it; null when trying again may help.
 * @param task what a missing permission stands in the way of, e.g. "read orders"
 */
export function describeDeadEnd(error: unknown, task: string): string | null {
  if (isBigCommerceError(error, "unauthorized")) return reopen;
  if (isPermissionMissing(error)) {
    return `BigCommerce does not let Laurel ${task}. See the permissions in Settings.`;
  }
  if (isAppError(error) && error.code === "store_not_installed") return reopen;
  return null;
}

export function isPermissionMissing(error: unknown): boolean {
  return isBigCommerceError(error, "forbidden");
}

/** What happened to work that was given up, and what to do now; the server's log has the error itself. */
export function describeFailure(error: unknown, task: string): string {
  const deadEnd = describeDeadEnd(error, task);
  if (deadEnd) return deadEnd;
  const advice = isBigCommerceError(error)
    ? "Try again in a few minutes."
    : "Try again; if it stays so, the server’s log tells why.";
  return `${describeTrouble(error)} ${advice}`;
}

const reopen = "BigCommerce asks for your approval again: close Laurel and open it from the Apps menu.";
