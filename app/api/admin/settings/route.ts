import { withMerchant } from "@/lib/http/with-merchant";
import { getSettings } from "@/lib/services/dashboard/get-settings";

export const GET = withMerchant({ handler: ({ store }) => getSettings(store) });
