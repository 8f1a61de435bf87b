import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { isAppError } from "@/lib/errors";

/** Why an order could not be decided: an error's own words only where they were written for people. */
export function describeUndecided(error: unknown): string {
  const isOurs = isAppError(error) && error.code !== "internal" && !isBigCommerceError(error);
  return isOurs ? error.message : "Laurel could not work out its points. The server’s log tells why.";
}
