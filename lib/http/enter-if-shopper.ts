import { AppError } from "@/lib/errors";
import { type EnteredShopper, enterShopper } from "@/lib/http/enter-shopper";
import { bearerOf } from "@/lib/http/handle-request";

/**
 * The shopper behind a call that guests may make too; null without a bearer. Throws what {@link enterShopper} throws: a
 * bearer that is over, or another store's, makes nobody a guest unnoticed.
 */
export async function enterIfShopper(
  request: Request,
  store: { id: bigint },
): Promise<EnteredShopper | null> {
  const bearer = bearerOf(request.headers.get("authorization"));
  if (!bearer) {
    if (!request.headers.has("authorization")) return null;
    throw new AppError("session_expired", "The session has ended.");
  }
  const shopper = await enterShopper({ bearer, origin: request.headers.get("origin"), limit: "customer" });
  if (shopper.storeId !== store.id) throw new AppError("session_expired", "The session has ended.");
  return shopper;
}
