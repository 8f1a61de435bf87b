import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { isAppError } from "@/lib/errors";

/** Why a page could not be brought in, in a merchant's words. */
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

/** Why an order could not be decided: an error's own words only where they were written for people. */
export function describeUndecided(error: unknown): string {
  const isOurs = isAppError(error) && error.code !== "internal" && !isBigCommerceError(error);
  return isOurs ? error.message : "Laurel could not work out its points. The server’s log tells why.";
}

/**
 * Why it is no use to try again until somebody does something about it; null when trying again may help.
 */
export function describeDeadEnd(error: unknown): string | null {
  if (isBigCommerceError(error, "unauthorized")) return reopen;
  if (isBigCommerceError(error, "forbidden")) {
    return "BigCommerce does not let Laurel read orders. See the permissions in Settings.";
  }
  if (isAppError(error) && error.code === "store_not_installed") return reopen;
  return null;
}

const reopen = "BigCommerce asks for your approval again: close Laurel and open it from the Apps menu.";
