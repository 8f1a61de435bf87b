import { eventType } from "inngest";
import { type EventName, eventSchemas } from "@/lib/events";

/**
 * The typed triggers. Name and schema come from `lib/events.ts`, where services send from, so that sender and
 * receiver cannot differ; the data is validated again when the function starts.
 */
export const storeInstalled = on("store/installed");
export const storeUninstalled = on("store/uninstalled");
export const customerIdentified = on("customer/identified");
export const customersImportRequested = on("customers/import-requested");
export const backfillRequested = on("orders/backfill-requested");
export const backfillRevertRequested = on("orders/backfill-revert-requested");
export const webhooksReceived = on("webhooks/received");
export const ledgerProofRequested = on("ledger/prove.requested");
export const hooksCheckDue = on("store/hooks.check.due");
export const sweepDue = on("store/sweep.due");
export const redemptionHeld = on("redemptions/held");
export const codeRemovalAsked = on("redemptions/code.remove");
export const redemptionsDue = on("redemptions/due");
export const repairContinued = on("redemptions/repair.continued");
export const holdsDue = on("orders/holds.due");
export const expiryDue = on("store/expiry.due");
export const birthdaysDue = on("store/birthdays.due");
export const reviewsDue = on("store/reviews.due");

function on<N extends EventName>(name: N) {
  return eventType<N, (typeof eventSchemas)[N]>(name, { schema: eventSchemas[name] as never });
}
