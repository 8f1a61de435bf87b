import { nextId } from "./create-store";
import { emitEvent, emitOrder, emitStatus } from "./emit-event";
import { toMinor } from "./money";
import type { PricedLine } from "./price-order";
import { quoteOrder } from "./quote-order";
import type { Address, Customer, Order, StoreState } from "./types";
import type { World } from "./world";

export type OrderInput = {
  /** Absent or 0: a guest, known by `email`. */
  customerId?: number;
  email?: string;
  lines?: OrderLineInput[];
  /** Default 10, Completed. */
  statusId?: number;
  couponCodes?: string[];
  /** Manual discount on the whole order. */
  discount?: string;
  shipping?: string;
  storeCredit?: string;
  giftCertificate?: string;
  currency?: string;
  channelId?: number;
  createdAt?: string | number | Date;
  source?: string;
  externalSource?: string;
  cartId?: string;
  billing?: Partial<Address>;
  /** No webhook: history, or a store whose hooks are dead. */
  quiet?: boolean;
};
export type OrderLineInput = {
  productId?: number;
  name?: string;
  price?: string;
  quantity?: number;
  type?: "physical" | "digital" | "giftcertificate";
  parentLineId?: number;
};

/** Places one order at the store's prices, uses up its codes and store credit, and sends the webhooks a real one sends. */
export function placeOrder(world: World, store: StoreState, input: OrderInput = {}): Order {
  const customer = input.customerId ? store.customers.get(input.customerId) : undefined;
  if (input.customerId && !customer)
    throw new Error(`Store ${store.hash} has no customer ${input.customerId}`);
  const order = buildOrder(world, store, input, customer);
  store.orders.set(order.id, order);
  for (const coupon of order.coupons) countUse(store, coupon.code);
  if (customer && order.storeCredit > 0)
    customer.storeCredit = Math.max(0, customer.storeCredit - order.storeCredit);
  if (input.quiet) world.changed();
  else announceOrder(world, store, order);
  return order;
}

function buildOrder(
  world: World,
  store: StoreState,
  input: OrderInput,
  customer: Customer | undefined,
): Order {
  const now = world.now();
  const { currency, decimals, channelId, lines, priced } = quoteOrder(store, input, customer, now);
  const createdAt = input.createdAt === undefined ? now : new Date(input.createdAt).getTime();
  return {
    id: nextId(store, "order"),
    customerId: customer?.id ?? 0,
    channelId,
    statusId: input.statusId ?? 10,
    archived: false,
    createdAt,
    // History was last touched when it was made; an order told of now was touched now, whatever its date.
    modifiedAt: input.quiet ? createdAt : Math.max(createdAt, now),
    currency,
    decimals,
    exchangeRate: store.currencies.find((entry) => entry.code === currency)?.rate ?? "1.0000000000",
    pricesIncludeTax: store.settings.pricesIncludeTax,
    taxPercent: store.settings.taxPercent,
    lines: lines.map(({ asked, product, quantity }, index) => ({
      id: nextId(store, "orderLine"),
      productId: asked.productId ?? 0,
      variantId: asked.productId ? 1000 + asked.productId : 0,
      sku: product?.sku ?? "",
      name: asked.name ?? product?.name ?? "Thing",
      brand: product?.brand ?? "",
      type: asked.type ?? product?.type ?? "physical",
      quantity,
      quantityRefunded: 0,
      parentLineId: asked.parentLineId ?? null,
      ...(priced.lines[index] as PricedLine),
    })),
    shippingEx: priced.shippingEx,
    shippingInc: priced.shippingInc,
    discount: priced.manualDiscount,
    couponDiscount: priced.applied.reduce((sum, entry) => sum + entry.amount, 0),
    storeCredit: toMinor(input.storeCredit ?? "0", decimals),
    giftCertificate: toMinor(input.giftCertificate ?? "0", decimals),
    coupons: priced.applied.map(({ discount, amount }) => ({
      id: nextId(store, "orderCoupon"),
      couponId: discount.couponId,
      code: discount.code ?? "",
      type: discount.type,
      amount,
      discount: amount,
    })),
    billing: billingAddress(customer, input),
    cartId: input.cartId ?? "",
    source: input.source ?? "www",
    externalSource: input.externalSource ?? null,
    paymentMethod: "Credit Card",
    staffNotes: "",
  };
}

function announceOrder(world: World, store: StoreState, order: Order): void {
  emitOrder(world, store, "created", order.id);
  if (order.cartId) {
    emitEvent(world, store, "store/cart/converted", { type: "cart", id: order.cartId, orderId: order.id });
  }
  if (order.statusId === 0) return;
  emitStatus(world, store, order.id, 0, order.statusId);
  emitOrder(world, store, "updated", order.id);
}

function countUse(store: StoreState, code: string): void {
  const wanted = code.toUpperCase();
  for (const entry of store.codes.values()) {
    if (entry.code.toUpperCase() !== wanted) continue;
    entry.currentUses += 1;
    const promotion = store.promotions.get(entry.promotionId);
    if (promotion) promotion.currentUses += 1;
  }
  for (const coupon of store.coupons.values()) {
    if (String(coupon.document.code).toUpperCase() === wanted) coupon.numUses += 1;
  }
}

function billingAddress(customer: Customer | undefined, input: OrderInput): Address {
  return {
    first_name: customer?.firstName ?? "Guest",
    last_name: customer?.lastName ?? "Shopper",
    company: "",
    street_1: "12 Garden Lane",
    street_2: "",
    city: "Austin",
    state: "Texas",
    zip: "78701",
    country: "United States",
    country_iso2: "US",
    phone: customer?.phone ?? "",
    email: input.email ?? customer?.email ?? "guest@example.com",
    ...input.billing,
  };
}
