import { systemClock } from "@/lib/clock";
import { withMerchant } from "@/lib/http/with-merchant";
import { getIdentitySecretState, rotateIdentitySecret } from "@/lib/services/storefront/identity-secret";

export const GET = withMerchant({
  handler: ({ store }) => getIdentitySecretState(store.id, systemClock.now()),
});

export const POST = withMerchant({
  role: "owner",
  handler: ({ store }) => rotateIdentitySecret(store, systemClock.now()),
});
