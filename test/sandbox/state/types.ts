/** What one simulated store holds. Plain data only, so that it survives in a JSON file. Money is integer minor units. */

export type StoreSettings = {
  name: string;
  currency: string;
  decimalPlaces: number;
  timezone: string;
  planName: string;
  /** Percent, e.g. 8.25. */
  taxPercent: number;
  pricesIncludeTax: boolean;
  shippingFlat: string;
  shippingFreeOver: string;
  /** Status a paid checkout order gets: 11 as in a real store, 10 so that a demo shows points at once. */
  checkoutStatusId: number;
  /** Orders placed at the checkout become Completed after so many seconds; null: the merchant does it. */
  autoCompleteSeconds: number | null;
  couponsAtCheckout: number;
  multiStorefront: boolean;
};

export type Channel = { id: number; name: string; platform: string; status: string; currencies: string[] };
export type Currency = {
  id: number;
  code: string;
  name: string;
  rate: string;
  decimals: number;
  token: string;
};
export type StoreUser = { id: number; email: string };

export type Product = {
  id: number;
  name: string;
  sku: string;
  price: string;
  type: "physical" | "digital";
  categories: number[];
  brandId: number;
  brand: string;
  description: string;
  art: string;
  modifiedAt: number;
};
export type Review = {
  id: number;
  productId: number;
  title: string;
  text: string;
  status: "approved" | "disapproved" | "pending";
  rating: number;
  email: string;
  name: string;
  createdAt: number;
};

export type Customer = {
  id: number;
  email: string;
  firstName: string;
  lastName: string;
  company: string;
  phone: string;
  groupId: number;
  createdAt: number;
  modifiedAt: number;
  originChannelId: number;
  storeCredit: number;
  notes: string;
  password: string;
};
export type CustomerGroup = { id: number; name: string; createdAt: number; modifiedAt: number };
export type Subscriber = {
  id: number;
  email: string;
  firstName: string;
  lastName: string;
  source: string;
  orderId: number | null;
  channelId: number;
  consents: string[];
  createdAt: number;
  modifiedAt: number;
};

export type Address = {
  first_name: string;
  last_name: string;
  company: string;
  street_1: string;
  street_2: string;
  city: string;
  state: string;
  zip: string;
  country: string;
  country_iso2: string;
  phone: string;
  email: string;
};

export type LineDiscount = {
  id: string;
  name: string;
  code: string | null;
  amount: number;
  target: "order" | "product";
};
export type OrderLine = {
  id: number;
  productId: number;
  variantId: number;
  sku: string;
  name: string;
  brand: string;
  type: "physical" | "digital" | "giftcertificate";
  quantity: number;
  unitEx: number;
  unitInc: number;
  totalEx: number;
  totalInc: number;
  /** After every discount: what the shopper pays for the line. */
  paidEx: number;
  paidInc: number;
  quantityRefunded: number;
  discounts: LineDiscount[];
  parentLineId: number | null;
};
export type OrderCoupon = {
  id: number;
  couponId: number;
  code: string;
  type: number;
  amount: number;
  discount: number;
};
export type Order = {
  id: number;
  customerId: number;
  channelId: number;
  statusId: number;
  archived: boolean;
  createdAt: number;
  modifiedAt: number;
  currency: string;
  decimals: number;
  exchangeRate: string;
  pricesIncludeTax: boolean;
  taxPercent: number;
  lines: OrderLine[];
  shippingEx: number;
  shippingInc: number;
  discount: number;
  couponDiscount: number;
  storeCredit: number;
  giftCertificate: number;
  coupons: OrderCoupon[];
  billing: Address;
  cartId: string;
  source: string;
  externalSource: string | null;
  paymentMethod: string;
  staffNotes: string;
};

export type RefundItem = {
  itemType: "PRODUCT" | "GIFT_WRAPPING" | "SHIPPING" | "HANDLING" | "ORDER" | "FEE";
  itemId: number;
  quantity: number;
  requestedAmount: number | null;
  reason: string;
};
export type RefundPayment = { id: number; providerId: string; amount: number; declined: boolean };
export type Refund = {
  id: number;
  orderId: number;
  createdAt: number;
  reason: string;
  totalAmount: number;
  totalTax: number;
  items: RefundItem[];
  payments: RefundPayment[];
};

/** Promotions and v2 coupons keep the document the caller sent; only what the sandbox acts on is read from it. */
export type Document = Record<string, unknown>;
export type Promotion = { id: number; document: Document; currentUses: number };
export type PromotionCode = {
  id: number;
  promotionId: number;
  code: string;
  maxUses: number;
  maxUsesPerCustomer: number;
  currentUses: number;
  createdAt: number;
};
export type Coupon = { id: number; document: Document; numUses: number; createdAt: number };

export type Hook = {
  id: number;
  clientId: string;
  scope: string;
  destination: string;
  headers: Record<string, string> | null;
  active: boolean;
  deactivated: boolean;
  createdAt: number;
  updatedAt: number;
};
export type Script = {
  uuid: string;
  clientId: string;
  document: Document;
  createdAt: number;
  modifiedAt: number;
};

export type CartItem = { id: string; productId: number; quantity: number };
export type Cart = {
  id: string;
  channelId: number;
  customerId: number;
  items: CartItem[];
  couponCodes: string[];
  version: number;
  createdAt: number;
  updatedAt: number;
};
export type Session = { id: string; customerId: number; cartId: string | null; lastOrderId: number | null };

export type Token = { token: string; clientId: string; scopes: string[] | null; revoked: boolean };
export type AuthCode = { code: string; scope: string; userId: number; used: boolean };

export type StoreState = {
  hash: string;
  storeId: number;
  accountUuid: string;
  owner: StoreUser;
  staff: StoreUser[];
  installed: boolean;
  settings: StoreSettings;
  channels: Channel[];
  currencies: Currency[];
  categories: Map<number, string>;
  counters: Record<string, number>;
  products: Map<number, Product>;
  reviews: Map<number, Review>;
  customers: Map<number, Customer>;
  groups: Map<number, CustomerGroup>;
  subscribers: Map<number, Subscriber>;
  orders: Map<number, Order>;
  refunds: Map<number, Refund>;
  promotions: Map<number, Promotion>;
  codes: Map<number, PromotionCode>;
  coupons: Map<number, Coupon>;
  hooks: Map<number, Hook>;
  scripts: Map<string, Script>;
  carts: Map<string, Cart>;
  sessions: Map<string, Session>;
  tokens: Token[];
  authCodes: AuthCode[];
};
