import { withMerchant } from "@/lib/http/with-merchant";
import { idParams } from "@/lib/schemas/admin/page";
import { cancelByStaff } from "@/lib/services/redemptions/cancel-by-staff";

export const POST = withMerchant({
  role: "editor",
  params: idParams,
  handler: ({ store, user, params }) =>
    cancelByStaff(store.id, { redemptionId: params.id, actorId: user.id }),
});
