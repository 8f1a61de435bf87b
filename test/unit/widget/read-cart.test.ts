import { expect, test } from "vitest";
import { readCart } from "@/components/widget/callouts/read-cart";
import { calloutsQuery } from "@/lib/schemas/storefront/callouts";
import { fakeNetwork, json } from "./fake-network";

const line = (productId: number, extendedSalePrice: number) => ({
  productId,
  quantity: 3,
  extendedSalePrice,
});

test("a cart whose sums have the digits of floats is one the server understands", async () => {
  const { fetch } = fakeNetwork({
    "/api/storefront/carts": () =>
      json([
        {
          id: "cart-1",
          currency: { code: "USD" },
          isTaxIncluded: false,
          cartAmount: 0.1 + 0.2,
          lineItems: { physicalItems: [line(7, 0.1 + 0.2)], digitalItems: [] },
        },
      ]),
    "/api/storefront/checkouts/cart-1": () => json({ taxTotal: 1.1 + 2.2, shippingCostTotal: 5 }),
  });
  const query = await readCart(fetch);
  expect(query).toMatchObject({ cart: "7:3:0.3", paid: "0.3", tax: "3.3", shipping: "5" });
  expect(calloutsQuery.safeParse({ store: "abc123", ...query }).success).toBe(true);
});
