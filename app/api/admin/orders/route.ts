import { withMerchant } from "@/lib/http/with-merchant";
import { listOrdersQuery } from "@/lib/schemas/admin/orders";
import { listCustomerOrders } from "@/lib/services/dashboard/list-customer-orders";

export const GET = withMerchant({
  query: listOrdersQuery,
  handler: ({ store, query }) => listCustomerOrders({ ...query, storeId: store.id }),
});
