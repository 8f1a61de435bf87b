import { systemClock } from "@/lib/clock";
import { withMerchant } from "@/lib/http/with-merchant";
import { idParams } from "@/lib/schemas/admin/page";
import { revokeApiKey } from "@/lib/services/api-keys/manage-api-keys";

export const POST = withMerchant({
  role: "owner",
  params: idParams,
  handler: ({ store, params }) => revokeApiKey(store.id, params.id, systemClock.now()),
});
