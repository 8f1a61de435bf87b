import { systemClock } from "@/lib/clock";
import { withMerchant } from "@/lib/http/with-merchant";
import { idParams } from "@/lib/schemas/admin/page";
import { resumeStoppedImport } from "@/lib/services/backfill/request-import";

export const POST = withMerchant({
  role: "editor",
  params: idParams,
  handler: ({ store, params }) =>
    resumeStoppedImport(store.id, { importId: BigInt(params.id), now: systemClock.now() }),
});
