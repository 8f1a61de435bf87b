import { decimalPlacesOf } from "@/lib/bigcommerce/map/money";
import { findCurrencyDecimals } from "@/lib/db/currencies";
import { findStorefront } from "@/lib/db/storefront/find-storefront";
import { findStore } from "@/lib/db/stores";
import { AppError } from "@/lib/errors";
import { type CartLine, quoteCart, spreadTotals } from "@/lib/loyalty/quote-cart";
import { parseDecimal, scale } from "@/lib/loyalty/ratio";
import { type Program, readProgram } from "@/lib/schemas/program";
import type { CalloutsAnswer, CalloutsQuery } from "@/lib/schemas/storefront/callouts";
import { getBranding } from "@/lib/services/branding/get-branding";
import { findCatalogFacts } from "@/lib/services/storefront/find-catalog-facts";
import { getCartShopper } from "@/lib/services/storefront/get-cart-shopper";
import { chooseLanguage } from "@/lib/texts/choose-language";
import { textsFor } from "@/lib/texts/texts-for";

/** `customerId`: ours, of the shopper it is for; null for guests. */
type CalloutsFor = CalloutsQuery & { customerId: bigint | null };

/**
 * What products and a cart earn this shopper today, for call-outs on the storefront's own pages: decided by the
 * evaluator that will decide the order. Before the first publish, and where orders do not earn, everything earns 0.
 * Throws `AppError`: `store_not_installed`, `session_expired` when the customer is gone, or `rate_limited` when the
 * catalog was asked for too much.
 */
export async function getCallouts(storeId: bigint, query: CalloutsFor, now: Date): Promise<CalloutsAnswer> {
  const [storefront, store, decimals, shopper] = await Promise.all([
    findStorefront(storeId, query.channel ?? null),
    findStore(storeId),
    findCurrencyDecimals(storeId),
    getCartShopper(storeId, query.customerId),
  ]);
  if (!storefront?.enabled || !store) {
    throw new AppError("store_not_installed", "This store does not use Laurel.");
  }
  const program = storefront.document ? readProgram(storefront.document) : null;
  const currency = query.currency ?? storefront.currency;
  const decimalPlaces = decimalPlacesOf(currency, decimals);
  const facts = await findCatalogFacts(storeId, program, productIdsOf(query), now);
  const minor = (text: string) => scale(10 ** decimalPlaces, parseDecimal(text), "nearest");
  const quote = (lines: CartLine[]) =>
    program === null || lines.length === 0
      ? 0
      : quoteCart(
          { version: 0, document: program },
          {
            lines,
            shopper,
            currency,
            decimalPlaces,
            channelId: storefront.channel,
            timeZone: store.timeZone,
            now: now.toISOString(),
          },
        );
  const line = (
    productId: number,
    quantity: number,
    amounts: Pick<CartLine, "incTaxMinor" | "exTaxMinor">,
  ) => ({
    productId,
    quantity,
    ...amounts,
    ...(facts.get(productId) ?? { categoryIds: [], brandId: null }),
  });
  const amounts = spreadTotals(
    query.cart.map((item) => ({ amountMinor: minor(item.amount) })),
    totalsOf(query, minor),
  );
  return {
    products: query.products.map(({ productId, price, withoutTax }) => ({
      product_id: productId,
      points: quote([line(productId, 1, { incTaxMinor: minor(price), exTaxMinor: minor(withoutTax) })]),
    })),
    cart:
      query.cart.length === 0
        ? null
        : {
            points: quote(
              query.cart.map((item, index) =>
                line(item.productId, item.quantity, amounts[index] ?? { incTaxMinor: 0, exTaxMinor: 0 }),
              ),
            ),
          },
    ...(await wordsOf(storeId, storefront.channel, query.lang, program)),
  };
}

const productIdsOf = ({ products, cart }: CalloutsQuery) =>
  [...products, ...cart].map(({ productId }) => productId);

function totalsOf(query: CalloutsQuery, minor: (text: string) => number) {
  const sum = query.cart.reduce((all, item) => all + minor(item.amount), 0);
  return {
    paidMinor: query.paid === undefined ? sum : minor(query.paid),
    taxIncluded: query.tax_included === "true",
    taxMinor: minor(query.tax),
    shippingMinor: minor(query.shipping),
  };
}

async function wordsOf(storeId: bigint, channel: number, lang: string | undefined, program: Program | null) {
  const look = await getBranding(storeId, channel);
  const { language, locale } = chooseLanguage(lang, look);
  const all = textsFor(language, look.texts[language], program?.points.name);
  const { calloutProduct, calloutCart, points } = all;
  return { locale, texts: { calloutProduct, calloutCart, points } };
}
