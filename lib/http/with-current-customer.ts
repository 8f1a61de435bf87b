import { z } from "zod";
import { type CurrentCustomer, verifyCurrentCustomer } from "@/lib/auth/verify-current-customer";
import { systemClock } from "@/lib/clock";
import type { ActiveStore } from "@/lib/db/find-active-store";
import { AppError } from "@/lib/errors";
import { checkOrigin } from "@/lib/http/cors";
import { handleStorefront } from "@/lib/http/handle-storefront";
import { parseInput, type RouteContext } from "@/lib/http/parse-input";
import { countCall } from "@/lib/http/rate-limit";
import { acceptIdentity } from "@/lib/services/storefront/accept-identity";
import { getActiveStore } from "@/lib/services/stores/active-store";

const token = z.string().min(1).max(8192);
const store = z.string().min(1).max(64);
const body = z.union([
  z.object({ store, token, identity: z.undefined().optional() }),
  z.object({ store, identity: token }),
]);

/**
 * The route that turns a Current Customer JWT (`{"store", "token"}`), or a token of the merchant's own server
 * (`{"store", "identity"}`), into our bearer: verified and of that very store, the page one of the store's, ten a minute
 * for a customer. Export {@link answerPreflight}
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
      const { store, customer } =
        input.body.identity === undefined
          ? await enterByLogin(request, input.body)
          : await enterByIdentity(request, input.body);
      await countCall("session", `${store.id}/${customer.bcCustomerId}`);
      return route.handler({ store, customer, requestId });
    });
}

type Entered = { store: ActiveStore; customer: CurrentCustomer };

async function enterByLogin(request: Request, body: { store: string; token: string }): Promise<Entered> {
  const customer = await verifyCurrentCustomer(body.token);
  if (customer.storeHash !== body.store) {
    throw new AppError("unauthorized", "The customer token is not valid.");
  }
  return { store: await enterStore(request, customer.storeHash), customer };
}

/** The store comes first: only its own secrets can tell whether the token is good. */
async function enterByIdentity(
  request: Request,
  body: { store: string; identity: string },
): Promise<Entered> {
  const store = await enterStore(request, body.store);
  return { store, customer: await acceptIdentity(store, body.identity, systemClock.now()) };
}

async function enterStore(request: Request, hash: string): Promise<ActiveStore> {
  const store = await getActiveStore(hash);
  if (!store) throw new AppError("store_not_installed", "This store does not use Laurel.");
  checkOrigin(request.headers.get("origin"), store);
  return store;
}
