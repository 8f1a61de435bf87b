import { withMerchant } from "@/lib/http/with-merchant";
import { listTransactionsQuery } from "@/lib/schemas/admin/transactions";
import { listTransactions } from "@/lib/services/dashboard/list-transactions";

export const GET = withMerchant({
  query: listTransactionsQuery,
  handler: ({ store, query }) => listTransactions({ ...query, storeId: store.id }),
});
