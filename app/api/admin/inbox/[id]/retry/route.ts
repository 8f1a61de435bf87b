import { withMerchant } from "@/lib/http/with-merchant";
import { idParams } from "@/lib/schemas/admin/page";
import { retryInboxEntry } from "@/lib/services/dashboard/retry-inbox-entry";

export const POST = withMerchant({
  role: "editor",
  params: idParams,
  handler: ({ store, params }) => retryInboxEntry({ storeId: store.id, entryId: params.id }),
});
