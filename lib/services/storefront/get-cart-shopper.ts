import { findCartShopper } from "@/lib/db/storefront/find-cart-shopper";
import { AppError } from "@/lib/errors";
import { type CartShopper, unknownShopper } from "@/lib/loyalty/quote-cart";

/**
 * Who a cart is quoted for, as their next order will be decided; guests are nobody we know. There is no tier: orders
 * are decided without one too. Throws `AppError("session_expired")` when the customer is gone (merged, erased).
 */
export async function getCartShopper(storeId: bigint, customerId: bigint | null): Promise<CartShopper> {
  if (customerId === null) return unknownShopper;
  const row = await findCartShopper(storeId, customerId);
  if (!row) throw new AppError("session_expired", "The session has ended.");
  const { state, bc_group_id, has_ordered } = row;
  return { customerState: state, vip: null, isFirstOrder: !has_ordered, customerGroupId: bc_group_id };
}
