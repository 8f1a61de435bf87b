import { withMerchant } from "@/lib/http/with-merchant";
import { listCustomersQuery } from "@/lib/schemas/admin/customers";
import { listCustomers } from "@/lib/services/dashboard/list-customers";

export const GET = withMerchant({
  query: listCustomersQuery,
  handler: ({ store, query }) => listCustomers({ ...query, storeId: store.id }),
});
