import { withMerchant } from "@/lib/http/with-merchant";
import { repairStore } from "@/lib/services/dashboard/repair-store";

export const POST = withMerchant({ role: "editor", handler: ({ store }) => repairStore(store.id) });
