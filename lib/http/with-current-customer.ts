import { z } from "zod";
import { type CurrentCustomer, verifyCurrentCustomer } from "@/lib/auth/verify-current-customer";
import type { ActiveStore } from "@/lib/db/find-active-store";
import { AppError } from "@/lib/errors";
import { checkOrigin } from "@/lib/http/cors";
import { handleStorefront } from "@/lib/http/handle-storefront";
import { parseInput, type RouteContext } from "@/lib/http/parse-input";
import { countCall } from "@/lib/http/rate-limit";
import { getActiveStore } from "@/lib/services/stores/active-store";

const body = z.object({ store: z.string().min(1).max(64), token: z.string().min(1).max(8192) });

/**
 * The route that turns a Current Customer JWT into our bearer: `{"store", "token"}` in the body, the token verified
 * and of that very store, the page one of the store's, ten a minute for a customer. Export {@link answerPreflight}
 * as `OPTIONS` beside it.
 *
 * Errors: 401 `unauthorized`, 403 `origin_not_allowed`, 404 `store_not_installed`, 422 `validation_failed`,
 * 429 `rate_limited`, and whatever `AppError` the handler throws.
 */
export function withCurrentCustomer(route: {
  handler: (call: { store: ActiveStore; customer: CurrentCustomer; requestId: string }) => unknown;
}): (request: Request, context: RouteContext) => Promise<Response> {
  return (request, context) =>
    handleStorefront(request, async (requestId) => {
      const input = await parseInput(request, context, { body });
      const customer = await verifyCurrentCustomer(input.body.token);
      if (customer.storeHash !== input.body.store) {
        throw new AppError("unauthorized", "The customer token is not valid.");
      }
      const store = await getActiveStore(customer.storeHash);
      if (!store) throw new AppError("store_not_installed", "This store does not use Laurel.");
      checkOrigin(request.headers.get("origin"), store);
      await countCall("session", `${store.id}/${customer.bcCustomerId}`);
      return route.handler({ store, customer, requestId });
    });
}
