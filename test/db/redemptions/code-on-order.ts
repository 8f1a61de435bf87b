import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { balanceOf } from "@/test/db/ledger/seed";
import { orderFacts } from "@/test/factories/order-facts";
import { later, now, type RewardShop } from "./shop";

/** A fiver of the first customer, its code at BigCommerce. */
export const sold = async (shop: RewardShop) => shop.issue(await shop.buy());
/** What the customer (the first when left out) has: available, held, debt. */
export const standing = async (shop: RewardShop, customerId = shop.customerIds[0] as bigint) => {
  const { available, held, debt } = await balanceOf(customerId);
  return [Number(available), Number(held), Number(debt)];
};

/** Of a guest, so that only the code moves points; `minute` is when it was changed last. */
export const orderWith = ({ code }: Redemption, minute = 0, more: Partial<OrderFacts> = {}) =>
  orderFacts({
    ...{ customerId: null, guestEmail: "guest@example.com", coupons: [{ code, discountMinor: 500 }] },
    ...{ statusId: 11, modifiedAt: later(minute * 60).toISOString() },
    ...more,
  });
export const apply = ({ storeId }: RewardShop, ...orders: OrderFacts[]) =>
  applyOrderFacts({ storeId, timeZone: "UTC", orders, now });
export const cancelled = { statusId: 5 };
