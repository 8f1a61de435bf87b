import { withMerchant } from "@/lib/http/with-merchant";
import { renewSession } from "@/lib/services/renew-session";

/** Trades a bearer that is still valid for a fresh one. */
export const POST = withMerchant({ handler: ({ store, user }) => renewSession({ store, user }) });
