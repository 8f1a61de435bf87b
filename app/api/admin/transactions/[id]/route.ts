import { withMerchant } from "@/lib/http/with-merchant";
import { idParams } from "@/lib/schemas/admin/page";
import { getTransaction } from "@/lib/services/dashboard/get-transaction";

export const GET = withMerchant({
  params: idParams,
  handler: ({ store, params }) => getTransaction({ storeId: store.id, transactionId: params.id }),
});
