import { signShopperSession } from "@/lib/auth/shopper-session";
import type { CurrentCustomer } from "@/lib/auth/verify-current-customer";
import { findCustomerId } from "@/lib/db/storefront/find-customer-id";
import { insertCandidate } from "@/lib/db/storefront/insert-candidate";
import { inTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import type { ShopperBearer } from "@/lib/schemas/storefront/session";
import { recordEffects } from "@/lib/services/runs/record-effects";

/**
 * Gives a shopper that BigCommerce vouches for a bearer of 15 minutes. A customer we do not know yet becomes a
 * candidate at once, and `customer/identified` follows, which brings the points of their guest orders.
 */
export async function openShopperSession(storeId: bigint, customer: CurrentCustomer): Promise<ShopperBearer> {
  const known = await findCustomerId(storeId, customer.bcCustomerId);
  const customerId = known ?? (await addCandidate(storeId, customer));
  const { token, expiresAt } = await signShopperSession({ storeId, customerId });
  return { token, expires_at: expiresAt.toISOString() };
}

async function addCandidate(storeId: bigint, customer: CurrentCustomer): Promise<bigint> {
  const added = await inTransaction(async (tx) => {
    const customerId = await insertCandidate(tx, storeId, customer);
    if (customerId === null) return null;
    const data = { storeId: String(storeId), customerId: String(customerId) };
    await recordEffects(tx, storeId, [
      { key: `customer-identified/${customerId}`, event: { name: "customer/identified", data } },
    ]);
    return customerId;
  });
  const customerId = added ?? (await findCustomerId(storeId, customer.bcCustomerId));
  if (customerId === null) throw new AppError("conflict", "The customer is being changed. Try again.");
  return customerId;
}
