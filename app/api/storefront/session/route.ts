import { answerPreflight } from "@/lib/http/cors";
import { withCurrentCustomer } from "@/lib/http/with-current-customer";
import { openShopperSession } from "@/lib/services/storefront/open-shopper-session";

export const OPTIONS = answerPreflight;

export const POST = withCurrentCustomer({
  handler: ({ store, customer }) => openShopperSession(store.id, customer),
});
