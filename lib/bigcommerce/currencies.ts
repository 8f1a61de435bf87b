import { z } from "zod";
import type { BigCommerceClient } from "./client/client";
import { isShortPage, pageSizeMax } from "./paging";
import { flag, integer } from "./schemas/primitives";

const currencySchema = z.looseObject({
  currency_code: z.string().length(3),
  decimal_places: integer,
  is_default: flag,
  is_transactional: flag,
  enabled: flag,
});

export type CurrencyFacts = {
  code: string;
  decimalPlaces: number;
  isDefault: boolean;
  /** Shoppers can pay in it; others are only displayed. */
  isTransactional: boolean;
  isEnabled: boolean;
};

/** Every currency the store has set up, display-only ones included. */
export async function listCurrencies(client: BigCommerceClient): Promise<CurrencyFacts[]> {
  const facts: CurrencyFacts[] = [];
  for (let page = 1; ; page += 1) {
    const rows = await client.get({
      operation: "currencies.list",
      path: "v2/currencies",
      query: { page, limit: pageSizeMax },
      schema: z.array(currencySchema),
      empty: [],
    });
    facts.push(...rows.map(toFacts));
    if (isShortPage(rows.length, pageSizeMax)) return facts;
  }
}

function toFacts(currency: z.output<typeof currencySchema>): CurrencyFacts {
  return {
    code: currency.currency_code,
    decimalPlaces: currency.decimal_places,
    isDefault: currency.is_default,
    isTransactional: currency.is_transactional,
    isEnabled: currency.enabled,
  };
}
