import { systemClock } from "@/lib/clock";
import { answerPreflight } from "@/lib/http/cors";
import { replyTagged } from "@/lib/http/reply-tagged";
import { withShopper } from "@/lib/http/with-shopper";
import { accountChange } from "@/lib/schemas/storefront/account";
import { setDateOfBirth } from "@/lib/services/actions/set-date-of-birth";
import { getAccount } from "@/lib/services/storefront/get-account";

export const OPTIONS = answerPreflight;

/** In production our HTTP server answers this address before Next sees it (`lib/server/answer-account-read.ts`). */
export const GET = withShopper({
  handler: async ({ storeId, customerId, request }) =>
    replyTagged(request, await getAccount(storeId, customerId), "private, no-store"),
});

/** What shoppers may say of themselves; answers with the account as it is now. */
export const POST = withShopper({
  body: accountChange,
  handler: async ({ storeId, customerId, body }) => {
    await setDateOfBirth({ storeId, customerId, dateOfBirth: body.date_of_birth, now: systemClock.now() });
    return getAccount(storeId, customerId);
  },
});
