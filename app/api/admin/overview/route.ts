import { withMerchant } from "@/lib/http/with-merchant";
import { getOverview } from "@/lib/services/dashboard/get-overview";

export const GET = withMerchant({ handler: ({ store }) => getOverview(store) });
