import { allocate, divideRounded, toMinor } from "./money";
import type { Discount } from "./price-order";
import type { Document, Promotion, PromotionCode, StoreState } from "./types";

/** The cart a code is tried on, in the money the prices were entered in. */
export type CouponContext = {
  lines: { productId: number; amount: number; quantity: number }[];
  shipping: number;
  channelId: number;
  currency: string;
  decimals: number;
  customerId: number;
  groupId: number;
  now: number;
};
export type ResolvedCoupon =
  | { ok: true; discount: Discount; gift: { productId: number; quantity: number } | null }
  | { ok: false; reason: string };

const refuse = (reason: string): ResolvedCoupon => ({ ok: false, reason });
const invalid = "The coupon code you entered couldn't be applied to any items in your order.";

/** What `code` takes off this cart, or why it does not apply. Promotions v3 first, then v2 coupons; case-insensitive. */
export function resolveCoupon(store: StoreState, code: string, cart: CouponContext): ResolvedCoupon {
  const wanted = code.trim().toUpperCase();
  for (const entry of store.codes.values()) {
    if (entry.code.toUpperCase() === wanted) return resolvePromotion(store, entry, cart);
  }
  for (const coupon of store.coupons.values()) {
    const doc = coupon.document;
    if (String(doc.code).toUpperCase() !== wanted) continue;
    const maxUses = Number(doc.max_uses ?? 0);
    const expires = typeof doc.expires === "string" && doc.expires ? Date.parse(doc.expires) : null;
    if (doc.enabled === false || (expires !== null && expires < cart.now)) return refuse(invalid);
    if (maxUses > 0 && coupon.numUses >= maxUses) return refuse(invalid);
    if (subtotal(cart) < toMinor(String(doc.min_purchase || "0"), cart.decimals)) return refuse(invalid);
    return { ok: true, discount: couponDiscount(coupon.id, doc, cart), gift: null };
  }
  return refuse(`The coupon code "${code}" is not valid.`);
}

function resolvePromotion(store: StoreState, code: PromotionCode, cart: CouponContext): ResolvedCoupon {
  const promotion = store.promotions.get(code.promotionId);
  if (!promotion) return refuse(invalid);
  const doc = promotion.document;
  const ends = typeof doc.end_date === "string" ? Date.parse(doc.end_date) : null;
  const starts = typeof doc.start_date === "string" ? Date.parse(doc.start_date) : null;
  const channels = list(doc.channels).map((channel) => Number((channel as Document).id));
  const customer = (doc.customer ?? {}) as Document;
  const currency = String(doc.currency_code ?? store.settings.currency);
  if (doc.status !== "ENABLED" || (ends !== null && ends < cart.now)) return refuse(invalid);
  if (channels.length > 0 && !channels.includes(cart.channelId)) return refuse(invalid);
  if (currency !== "*" && currency !== cart.currency) return refuse(invalid);
  if (isSpent(promotion) || (starts !== null && starts > cart.now)) return refuse(invalid);
  const groups = list(customer.group_ids);
  if (groups.length > 0 && !groups.includes(cart.groupId)) return refuse(invalid);
  if (list(customer.excluded_group_ids).includes(cart.groupId)) return refuse(invalid);
  // Nobody here is in a segment.
  if (customer.segments || ordersOf(store, cart.customerId) < Number(customer.minimum_order_count ?? 0)) {
    return refuse(invalid);
  }
  if (code.maxUses > 0 && code.currentUses >= code.maxUses) return refuse(invalid);
  if (code.maxUsesPerCustomer > 0 && usedBy(store, code.code, cart.customerId) >= code.maxUsesPerCustomer) {
    return refuse(invalid);
  }

  const rule = (list(doc.rules)[0] ?? {}) as Document;
  const condition = (((rule.condition ?? {}) as Document).cart ?? {}) as Document;
  if (subtotal(cart) < toMinor(String(condition.minimum_spend ?? "0"), cart.decimals)) return refuse(invalid);
  const action = (rule.action ?? {}) as Document;
  const base = { code: code.code, name: String(doc.display_name || doc.name), couponId: code.id, type: 5 };
  if (action.shipping) {
    return {
      ok: true,
      gift: null,
      discount: { ...base, target: "order", perLine: cart.lines.map(() => 0), shipping: cart.shipping },
    };
  }
  if (action.gift_item) {
    const gift = action.gift_item as Document;
    return {
      ok: true,
      gift: { productId: Number(gift.product_id), quantity: Number(gift.quantity ?? 1) },
      discount: { ...base, target: "product", perLine: cart.lines.map(() => 0), shipping: 0 },
    };
  }
  const amountOff = (action.cart_value ?? action.cart_items ?? {}) as Document;
  const perLine = capped(discountPerLine((amountOff.discount ?? {}) as Document, cart), amountOff, cart);
  return {
    ok: true,
    gift: null,
    discount: { ...base, target: action.cart_items ? "product" : "order", perLine, shipping: 0 },
  };
}

function discountPerLine(discount: Document, cart: CouponContext): number[] {
  const amounts = cart.lines.map((line) => line.amount);
  if (discount.percentage_amount !== undefined) {
    const percent = Math.round(Number(discount.percentage_amount) * 100);
    return amounts.map((amount) => divideRounded(amount * percent, 10_000));
  }
  const fixed = toMinor(String(discount.fixed_amount ?? "0"), cart.decimals);
  return allocate(Math.min(fixed, subtotal(cart)), amounts);
}

function capped(perLine: number[], { maximum_allowed_discount_amount: most }: Document, cart: CouponContext) {
  const total = perLine.reduce((sum, amount) => sum + amount, 0);
  const max = most ? toMinor(String(most), cart.decimals) : total;
  return max < total ? allocate(max, perLine) : perLine;
}

const couponTypes: Record<string, number> = {
  per_item_discount: 0,
  percentage_discount: 1,
  per_total_discount: 2,
  shipping_discount: 3,
  free_shipping: 4,
  promotion: 5,
};

function couponDiscount(couponId: number, doc: Document, cart: CouponContext): Discount {
  const kind = String(doc.type);
  const type = couponTypes[kind] ?? 2;
  const base = { code: String(doc.code), name: String(doc.name), couponId, type, shipping: 0 };
  const amount = String(doc.amount ?? "0");
  if (type === 3) {
    const shipping = toMinor(amount, cart.decimals);
    return { ...base, target: "order", perLine: cart.lines.map(() => 0), shipping };
  }
  if (type === 4) {
    return { ...base, target: "order", perLine: cart.lines.map(() => 0), shipping: cart.shipping };
  }
  if (type === 0) {
    const off = toMinor(amount, cart.decimals);
    return { ...base, target: "product", perLine: cart.lines.map((line) => off * line.quantity) };
  }
  const discount = type === 1 ? { percentage_amount: amount } : { fixed_amount: amount };
  return { ...base, target: "order", perLine: discountPerLine(discount, cart) };
}

/** Used as often as all its codes together may be. */
export function isSpent({ document, currentUses }: Promotion): boolean {
  const maxUses = Number(document.max_uses ?? 0);
  return maxUses > 0 && currentUses >= maxUses;
}

function ordersOf(store: StoreState, customerId: number): number {
  if (customerId === 0) return 0;
  return [...store.orders.values()].filter((order) => order.customerId === customerId).length;
}

function usedBy(store: StoreState, code: string, customerId: number): number {
  if (customerId === 0) return 0;
  let uses = 0;
  for (const order of store.orders.values()) {
    if (order.customerId === customerId && order.coupons.some((coupon) => coupon.code === code)) uses += 1;
  }
  return uses;
}

function subtotal(cart: CouponContext): number {
  return cart.lines.reduce((sum, line) => sum + line.amount, 0);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
