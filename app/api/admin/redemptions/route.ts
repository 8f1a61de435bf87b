import { withMerchant } from "@/lib/http/with-merchant";
import { listRedemptionsQuery } from "@/lib/schemas/admin/rewards";
import { listRedemptionsOf } from "@/lib/services/redemptions/list-redemptions-of";

export const GET = withMerchant({
  query: listRedemptionsQuery,
  handler: ({ store, query }) => listRedemptionsOf(store.id, query),
});
