import { signMerchantSession } from "@/lib/auth/merchant-session";
import type { Merchant } from "@/lib/services/sessions/authenticate-merchant";

/** A fresh bearer for a user whose present one was just checked. */
export function renewSession({ store, user }: Merchant): Promise<{ bearer: string; expiresAt: Date }> {
  return signMerchantSession({ storeId: store.id, storeUserId: user.id });
}
