import { NonRetriableError } from "inngest";
import { logger } from "@/lib/logger";
import { describeFailure, isPermissionMissing } from "@/lib/services/describe-trouble";

/** An error whose message is written for the merchant; its cause is what was thrown. */
const toldName = "ToldError";

/**
 * For `.catch()` of a step whose failure a merchant sees. What `onFailure` hears of an error is its name, message and
 * causes, no more: which words fit must be decided here, where the error is whole.
 * @param task what a missing permission stands in the way of, e.g. "read customers"; then no other try is made
 */
export function tellTrouble(task: string): (error: unknown) => never {
  return (error) => {
    const words = describeFailure(error, task);
    const ToldError = isPermissionMissing(error) ? NonRetriableError : Error;
    const told = new ToldError(words, { cause: error });
    told.name = toldName;
    throw told;
  };
}

/**
 * For `onFailure`: the log gets the whole error.
 * @returns what the dashboard may show of it
 */
export function reportFailure(error: Error, ids: Record<string, string>, what: string): string {
  logger.error({ err: error, ...ids }, what);
  return error.name === toldName ? error.message : describeFailure(error, "work");
}
