import { withMerchant } from "@/lib/http/with-merchant";
import { listRewards } from "@/lib/services/redemptions/list-rewards";

export const GET = withMerchant({ handler: ({ store }) => listRewards(store.id) });
