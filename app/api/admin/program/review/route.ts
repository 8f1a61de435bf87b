import { withMerchant } from "@/lib/http/with-merchant";
import { keepRule } from "@/lib/services/dashboard/keep-rule";

export const POST = withMerchant({ role: "editor", handler: ({ store }) => keepRule(store.id) });
