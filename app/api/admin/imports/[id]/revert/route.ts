import { systemClock } from "@/lib/clock";
import { withMerchant } from "@/lib/http/with-merchant";
import { idParams } from "@/lib/schemas/admin/page";
import { takeImportBack } from "@/lib/services/backfill/request-import";

export const POST = withMerchant({
  role: "editor",
  params: idParams,
  handler: ({ store, user, params }) =>
    takeImportBack({ store, user }, { importId: BigInt(params.id), now: systemClock.now() }),
});
