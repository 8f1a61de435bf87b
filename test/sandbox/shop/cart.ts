import { randomUUID } from "node:crypto";
import { toMinor } from "../state/money";
import type { OrderInput } from "../state/place-order";
import { CouponRefused, type Quote, quoteOrder } from "../state/quote-order";
import type { Cart } from "../state/types";
import type { ShopContext } from "./context";

/** The browser's cart, made when the first thing goes in. */
export function ensureCart(context: ShopContext): Cart {
  if (context.cart) return context.cart;
  const now = context.world.now();
  const cart: Cart = {
    id: randomUUID(),
    channelId: context.channel.id,
    customerId: context.session.customerId,
    items: [],
    couponCodes: [],
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  context.store.carts.set(cart.id, cart);
  context.session.cartId = cart.id;
  context.cart = cart;
  return cart;
}

export function touchCart(context: ShopContext, cart: Cart): void {
  cart.version += 1;
  cart.updatedAt = context.world.now();
  context.world.changed();
}

export function addToCart(context: ShopContext, productId: number, quantity: number): void {
  if (!context.store.products.has(productId) || quantity < 1) return;
  const cart = ensureCart(context);
  const item = cart.items.find((entry) => entry.productId === productId);
  if (item) item.quantity += quantity;
  else cart.items.push({ id: randomUUID(), productId, quantity });
  touchCart(context, cart);
}

export function setQuantity(context: ShopContext, itemId: string, quantity: number): void {
  const cart = ensureCart(context);
  cart.items = cart.items
    .map((item) => (item.id === itemId ? { ...item, quantity } : item))
    .filter((item) => item.quantity > 0);
  touchCart(context, cart);
}

/** Adds a code when it applies; throws `CouponRefused` otherwise. Codes over the store's limit replace the oldest. */
export function applyCoupon(context: ShopContext, code: string): void {
  const cart = ensureCart(context);
  const others = cart.couponCodes.filter((entry) => entry.toUpperCase() !== code.toUpperCase());
  const codes = [...others, code].slice(-context.store.settings.couponsAtCheckout);
  quoteOrder(
    context.store,
    cartOrder(context, cart, codes),
    context.customer ?? undefined,
    context.world.now(),
  );
  cart.couponCodes = codes;
  touchCart(context, cart);
  const entry = [...context.store.codes.values()].find(
    (one) => one.code.toUpperCase() === code.toUpperCase(),
  );
  context.world.webhooks.publish(context.store, "store/cart/couponApplied", {
    type: "cart",
    id: cart.id,
    couponId: entry?.id ?? 0,
  });
}

export function removeCoupon(context: ShopContext, code: string): void {
  const cart = ensureCart(context);
  cart.couponCodes = cart.couponCodes.filter((entry) => entry.toUpperCase() !== code.toUpperCase());
  touchCart(context, cart);
}

/** Prices the cart. A code that has stopped applying is taken out and named. */
export function quoteCart(context: ShopContext): { quote: Quote; dropped: string[] } | null {
  const { cart, store, customer, world } = context;
  if (!cart || cart.items.length === 0) return null;
  const dropped: string[] = [];
  for (;;) {
    try {
      const input = cartOrder(context, cart, cart.couponCodes);
      return { quote: quoteOrder(store, input, customer ?? undefined, world.now()), dropped };
    } catch (error) {
      const code = cart.couponCodes.pop();
      if (!(error instanceof CouponRefused) || code === undefined) throw error;
      dropped.push(code);
    }
  }
}

/** The cart as the order it would become. */
export function cartOrder(context: ShopContext, cart: Cart, couponCodes: string[]): OrderInput {
  const { settings, products } = context.store;
  const subtotal = cart.items.reduce((sum, item) => {
    const price = products.get(item.productId)?.price ?? "0";
    return sum + toMinor(price, settings.decimalPlaces) * item.quantity;
  }, 0);
  const free = subtotal >= toMinor(settings.shippingFreeOver, settings.decimalPlaces);
  return {
    ...(context.customer ? { customerId: context.customer.id } : {}),
    lines: cart.items.map(({ productId, quantity }) => ({ productId, quantity })),
    couponCodes,
    shipping: free ? "0" : settings.shippingFlat,
    channelId: cart.channelId,
    cartId: cart.id,
  };
}
