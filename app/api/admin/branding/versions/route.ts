import { withMerchant } from "@/lib/http/with-merchant";
import { brandingVersionsQuery } from "@/lib/schemas/admin/branding";
import { listBrandingVersions } from "@/lib/services/branding/list-branding-versions";

export const GET = withMerchant({
  query: brandingVersionsQuery,
  handler: ({ store, query }) => listBrandingVersions({ ...query, storeId: store.id }),
});
