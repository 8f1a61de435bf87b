import { withMerchant } from "@/lib/http/with-merchant";
import { idParams } from "@/lib/schemas/admin/page";
import { getCustomer } from "@/lib/services/dashboard/get-customer";

export const GET = withMerchant({
  params: idParams,
  handler: ({ store, params }) => getCustomer({ store, customerId: params.id }),
});
