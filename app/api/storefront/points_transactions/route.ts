import { answerPreflight } from "@/lib/http/cors";
import { withShopper } from "@/lib/http/with-shopper";
import { listPointsTransactionsQuery } from "@/lib/schemas/storefront/points-transactions";
import { listPointsTransactions } from "@/lib/services/storefront/list-points-transactions";

export const OPTIONS = answerPreflight;

export const GET = withShopper({
  query: listPointsTransactionsQuery,
  handler: ({ storeId, customerId, query }) => listPointsTransactions(storeId, customerId, query),
});
