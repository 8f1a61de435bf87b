import { NonRetriableError } from "inngest";
import { isAppError } from "@/lib/errors";

/**
 * For `.catch()` of work that needs a store's token: when the store has left, or waits for a new consent, trying again
 * would not help. What is pending stays pending and is taken up when the store is back.
 */
export function stopWhenGone(error: unknown): never {
  if (isAppError(error) && error.code === "store_not_installed") {
    throw new NonRetriableError(error.message, { cause: error });
  }
  throw error;
}
