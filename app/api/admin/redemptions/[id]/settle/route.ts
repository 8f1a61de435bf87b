import { systemClock } from "@/lib/clock";
import { withMerchant } from "@/lib/http/with-merchant";
import { idParams } from "@/lib/schemas/admin/page";
import { settleBody } from "@/lib/schemas/admin/rewards";
import { settleStoreCredit } from "@/lib/services/redemptions/settle-store-credit";

export const POST = withMerchant({
  role: "editor",
  params: idParams,
  body: settleBody,
  handler: ({ store, user, params, body }) =>
    settleStoreCredit({
      ...body,
      storeId: store.id,
      redemptionId: BigInt(params.id),
      actorId: user.id,
      now: systemClock.now(),
    }),
});
