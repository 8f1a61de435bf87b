import { withMerchant } from "@/lib/http/with-merchant";
import { listOrdersQuery } from "@/lib/schemas/admin/orders";
import { listOrders } from "@/lib/services/dashboard/list-orders";

export const GET = withMerchant({
  query: listOrdersQuery,
  handler: ({ store, query }) => listOrders({ ...query, storeId: store.id }),
});
