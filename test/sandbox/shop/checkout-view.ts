import { isoOffset } from "../state/format";
import { toNumber } from "../state/money";
import type { Cart } from "../state/types";
import { storefrontOrigin } from "../state/world";
import { quoteCart } from "./cart";
import type { ShopContext } from "./context";

/** A cart as the Storefront API writes it. */
export function cartView(context: ShopContext, cart: Cart): object {
  const { settings, products } = context.store;
  const origin = storefrontOrigin(context.world, context.store, context.channel.id);
  const number = (minor: number) => toNumber(minor, settings.decimalPlaces);
  const quote = quoteCart(context)?.quote;
  const sum = (pick: (line: { totalEx: number; paidEx: number }) => number) =>
    quote?.priced.lines.reduce((total, line) => total + pick(line), 0) ?? 0;
  return {
    id: cart.id,
    customerId: cart.customerId,
    email: context.customer?.email ?? "",
    currency: {
      name: settings.currency,
      code: settings.currency,
      symbol: "$",
      decimalPlaces: settings.decimalPlaces,
    },
    isTaxIncluded: settings.pricesIncludeTax,
    baseAmount: number(sum((line) => line.totalEx)),
    discountAmount: 0,
    cartAmount: number(sum((line) => line.paidEx)),
    coupons: couponsView(context),
    discounts: [],
    lineItems: {
      physicalItems: cart.items.map((item, index) => ({
        id: item.id,
        productId: item.productId,
        variantId: 1000 + item.productId,
        name: products.get(item.productId)?.name ?? "",
        sku: products.get(item.productId)?.sku ?? "",
        url: `${origin}/products/${item.productId}`,
        quantity: item.quantity,
        isTaxable: true,
        imageUrl: `${origin}/products/${item.productId}/image.svg`,
        listPrice: number(quote?.priced.lines[index]?.unitEx ?? 0),
        salePrice: number(quote?.priced.lines[index]?.unitEx ?? 0),
        extendedListPrice: number(quote?.priced.lines[index]?.totalEx ?? 0),
        extendedSalePrice: number(quote?.priced.lines[index]?.totalEx ?? 0),
        isShippingRequired: true,
        isMutable: true,
      })),
      digitalItems: [],
      giftCertificates: [],
      customItems: [],
    },
    createdTime: isoOffset(cart.createdAt),
    updatedTime: isoOffset(cart.updatedAt),
    locale: "en",
    version: cart.version,
  };
}

/** The checkout of the cart: same id, plus totals and coupons. */
export function checkoutView(context: ShopContext): object {
  const { cart, channel, customer, store } = context;
  if (!cart) return {};
  const quote = quoteCart(context)?.quote;
  const number = (minor: number) => toNumber(minor, store.settings.decimalPlaces);
  const total = (pick: (line: { paidEx: number; paidInc: number }) => number) =>
    quote?.priced.lines.reduce((sum, line) => sum + pick(line), 0) ?? 0;
  const shippingEx = quote?.priced.shippingEx ?? 0;
  const inc = total((line) => line.paidInc) + (quote?.priced.shippingInc ?? 0);
  const ex = total((line) => line.paidEx) + shippingEx;
  return {
    id: cart.id,
    cart: { ...cartView(context, cart), coupons: couponsView(context, couponTypeNames) },
    channelId: channel.id,
    consignments: [],
    coupons: couponsView(context),
    promotions: [],
    giftCertificates: [],
    taxes: [{ name: "Tax", amount: number(inc - ex) }],
    subtotal: number(total((line) => line.paidEx)),
    shippingCostTotal: number(shippingEx),
    taxTotal: number(inc - ex),
    grandTotal: number(inc),
    outstandingBalance: number(inc),
    isStoreCreditApplied: false,
    shouldExecuteSpamCheck: false,
    orderId: null,
    customer: { id: customer?.id ?? 0, isGuest: customer === null, email: customer?.email ?? "" },
    customerMessage: "",
    createdTime: isoOffset(cart.createdAt),
    updatedTime: isoOffset(cart.updatedAt),
    version: cart.version,
  };
}

const couponTypeNames = [
  "per_item_discount",
  "percentage_discount",
  "per_total_discount",
  "shipping_discount",
  "free_shipping",
  "promotion",
];

/** Coupon types are numbers on a cart and on a checkout, but names on the cart inside a checkout. */
function couponsView(context: ShopContext, names?: string[]): object[] {
  const { decimalPlaces } = context.store.settings;
  return (quoteCart(context)?.quote.priced.applied ?? []).map(({ discount, amount }) => ({
    id: discount.couponId,
    code: discount.code ?? "",
    displayName: discount.name,
    couponType: names ? names[discount.type] : discount.type,
    discountedAmount: toNumber(amount, decimalPlaces),
  }));
}
