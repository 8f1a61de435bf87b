import { systemClock } from "@/lib/clock";
import { withMerchant } from "@/lib/http/with-merchant";
import { idParams } from "@/lib/schemas/admin/page";
import { stopImport } from "@/lib/services/backfill/request-import";

export const POST = withMerchant({
  role: "editor",
  params: idParams,
  handler: ({ store, params }) =>
    stopImport(store.id, { importId: BigInt(params.id), now: systemClock.now() }),
});
