import { toMinor } from "./money";
import type { OrderInput, OrderLineInput } from "./place-order";
import { type Discount, type Priced, priceOrder } from "./price-order";
import { resolveCoupon } from "./resolve-coupon";
import type { Customer, Product, StoreState } from "./types";

export type QuotedLine = {
  asked: OrderLineInput;
  product: Product | undefined;
  unit: number;
  quantity: number;
};
export type Quote = {
  currency: string;
  decimals: number;
  channelId: number;
  lines: QuotedLine[];
  priced: Priced;
};

/** A code that does not apply to the cart; the message is the shopper's. */
export class CouponRefused extends Error {}

/** Prices an order without placing it. Gifts of a promotion are added as lines of their own, fully discounted. */
export function quoteOrder(
  store: StoreState,
  input: OrderInput,
  customer: Customer | undefined,
  now: number,
): Quote {
  const currency = input.currency ?? store.settings.currency;
  const decimals = store.currencies.find((entry) => entry.code === currency)?.decimals ?? 2;
  const channelId = input.channelId ?? store.channels[0]?.id ?? 1;
  const quoteLine = (asked: OrderLineInput): QuotedLine => {
    const product = asked.productId ? store.products.get(asked.productId) : undefined;
    const unit = toMinor(asked.price ?? product?.price ?? "25.00", decimals);
    return { asked, product, unit, quantity: asked.quantity ?? 1 };
  };
  const lines = (input.lines ?? [{ name: "Thing", price: "25.00" }]).map(quoteLine);
  const shipping = toMinor(input.shipping ?? "0", decimals);

  const discounts: Discount[] = [];
  for (const code of input.couponCodes ?? []) {
    const resolved = resolveCoupon(store, code, {
      lines: lines.map(({ asked, unit, quantity }) => ({
        productId: asked.productId ?? 0,
        quantity,
        amount: unit * quantity,
      })),
      shipping,
      channelId,
      currency,
      decimals,
      customerId: customer?.id ?? 0,
      groupId: customer?.groupId ?? 0,
      now,
    });
    if (!resolved.ok) throw new CouponRefused(resolved.reason);
    discounts.push(resolved.discount);
    if (resolved.gift) {
      const gift = quoteLine(resolved.gift);
      lines.push(gift);
      resolved.discount.perLine.push(gift.unit * gift.quantity);
    }
  }
  const priced = priceOrder({
    lines: lines.map(({ unit, quantity }) => ({ unit, quantity })),
    shipping,
    manualDiscount: toMinor(input.discount ?? "0", decimals),
    discounts,
    taxPercent: store.settings.taxPercent,
    pricesIncludeTax: store.settings.pricesIncludeTax,
  });
  return { currency, decimals, channelId, lines, priced };
}
