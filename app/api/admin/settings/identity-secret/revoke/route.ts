import { withMerchant } from "@/lib/http/with-merchant";
import { revokeIdentitySecret } from "@/lib/services/storefront/identity-secret";

export const POST = withMerchant({ role: "owner", handler: ({ store }) => revokeIdentitySecret(store.id) });
