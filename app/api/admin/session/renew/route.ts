import { withMerchant } from "@/lib/http/with-merchant";
import { renewSession } from "@/lib/services/sessions/renew-session";

/** `{"bearer", "expiresAt"}`: called by the dashboard before its bearer expires. */
export const POST = withMerchant({ handler: renewSession });
