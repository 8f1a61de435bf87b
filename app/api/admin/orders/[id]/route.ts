import { withMerchant } from "@/lib/http/with-merchant";
import { idParams } from "@/lib/schemas/admin/page";
import { getOrder } from "@/lib/services/dashboard/get-order";

/** `id` is the number the merchant knows: BigCommerce's order id. */
export const GET = withMerchant({
  params: idParams,
  handler: ({ store, params }) => getOrder({ storeId: store.id, orderNumber: params.id }),
});
