import { withMerchant } from "@/lib/http/with-merchant";
import { listRunsQuery } from "@/lib/schemas/admin/runs";
import { listRuns } from "@/lib/services/runs/list-runs";

export const GET = withMerchant({
  query: listRunsQuery,
  handler: ({ store, query }) => listRuns({ ...query, storeId: store.id }),
});
