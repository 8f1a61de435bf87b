import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { changePending } from "@/lib/db/redemptions/change-redemption";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";

/**
 * Notes that a code may exist from here on, then lets `create` ask for it: `isFirstTry` tells that nobody has asked
 * before. When BigCommerce certainly refuses the only attempt ever made, the note is taken back: then there is
 * nothing to be proved before the points are released. Null: it is no longer pending, nothing was sent.
 */
export async function sendCreate<T>(
  { storeId, id, createSentAt }: Redemption,
  now: Date,
  create: (isFirstTry: boolean) => Promise<T>,
): Promise<T | null> {
  const isFirstTry = createSentAt === null;
  if (isFirstTry && !(await changePending(storeId, id, { createSentAt: now }))) return null;
  try {
    return await create(isFirstTry);
  } catch (error) {
    const isRefusal = isBigCommerceError(error, "forbidden", "not_found", "validation", "unauthorized");
    if (isRefusal && isFirstTry && !error.outcomeUnknown) {
      await changePending(storeId, id, { createSentAt: null });
    }
    throw error;
  }
}
