import type { AroundCreate, Created } from "@/lib/bigcommerce/client/create-or-adopt";
import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import type { Clock } from "@/lib/clock";
import { noteAnswer, noteCreate } from "@/lib/db/redemptions/note-create";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";

type Sending<T> = {
  /** Nobody has asked before: nothing to look for first. */
  isFirstTry: boolean;
  around: AroundCreate<T>;
};

type Create = {
  status: "pending" | "issued";
  /** Where it is asked for, as `notePromotion` has noted it; null for a coupon. */
  bcPromotionId: bigint | null;
  clock: Clock;
};

class NotSent extends Error {}

/**
 * Lets `create` ask BigCommerce for the code of a redemption that is in `status`. Every request is noted before it is
 * sent, and when it is certainly refused that is noted, too (when it is certainly granted, by whoever then writes down
 * the code): so whoever wants to give the points back knows whether a code may still come. When the only request ever
 * made is refused, there is nothing to be proved. Null: it has another status or promotion meanwhile, or somebody wants
 * it back, and nothing was sent.
 */
export async function sendCreate<T>(
  { storeId, id, createSentAt }: Redemption,
  { status, bcPromotionId, clock }: Create,
  create: (sending: Sending<T>) => Promise<Created<T>>,
): Promise<Created<T> | null> {
  const isFirstTry = createSentAt === null;
  const around: AroundCreate<T> = async (send) => {
    const at = await noteCreate(storeId, id, { status, bcPromotionId, now: clock.now });
    if (at === null) throw new NotSent();
    try {
      return await send();
    } catch (error) {
      if (isBigCommerceError(error) && !error.outcomeUnknown) {
        // Not `validation`: that is also what BigCommerce says of a code it has.
        const isRefusal = isBigCommerceError(error, "forbidden", "not_found", "unauthorized");
        await noteAnswer(storeId, id, isRefusal && isFirstTry ? at : null);
      }
      throw error;
    }
  };
  try {
    return await create({ isFirstTry, around });
  } catch (error) {
    if (error instanceof NotSent) return null;
    throw error;
  }
}
