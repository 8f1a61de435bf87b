import type { Fetch } from "../client/request";

type LineItem = { productId: number; quantity: number; extendedSalePrice: number; parentId?: string | null };
type Cart = {
  id: string;
  currency: { code: string };
  isTaxIncluded: boolean;
  cartAmount: number;
  lineItems: Record<string, LineItem[] | undefined>;
};
type Checkout = { taxTotal: number; shippingCostTotal: number };

/** Gift certificates never earn, and are not products. */
const kinds = ["physicalItems", "digitalItems", "customItems"];

/** Sums of floats have digits that no currency has. */
const plain = (amount: number) => String(Number(amount.toFixed(6)));

/**
 * The shopper's cart as the store's own page knows it, as the query of the call-outs; null without one. Two calls to the
 * page's own origin, made when a cart marker comes onto the page, never repeated by a timer.
 */
export async function readCart(fetch: Fetch): Promise<Record<string, string> | null> {
  const read = async <T>(path: string): Promise<T | null> => {
    const response = await fetch(`/api/storefront/${path}`, { headers: { accept: "application/json" } });
    return response.ok ? response.json() : null;
  };
  const [cart] = (await read<Cart[]>("carts")) ?? [];
  if (!cart) return null;
  const items = kinds.flatMap((kind) => cart.lineItems[kind] ?? []).filter((item) => !item.parentId);
  if (items.length === 0) return null;
  const checkout = await read<Checkout>(`checkouts/${cart.id}`);
  return {
    cart: items
      .map((item) => `${item.productId || 0}:${item.quantity}:${plain(item.extendedSalePrice)}`)
      .join(),
    currency: cart.currency.code,
    paid: plain(cart.cartAmount),
    tax: plain(checkout?.taxTotal ?? 0),
    shipping: plain(checkout?.shippingCostTotal ?? 0),
    tax_included: String(cart.isTaxIncluded),
  };
}
