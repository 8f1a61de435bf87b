import { withMerchant } from "@/lib/http/with-merchant";
import { programVersionsQuery } from "@/lib/schemas/admin/program";
import { listProgramVersions } from "@/lib/services/dashboard/list-program-versions";

export const GET = withMerchant({
  query: programVersionsQuery,
  handler: ({ store, query }) => listProgramVersions({ ...query, storeId: store.id }),
});
