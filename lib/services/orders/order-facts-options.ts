import type { OrderFactsOptions } from "@/lib/bigcommerce/fetch-order-facts";
import { findCurrencyDecimals } from "@/lib/db/currencies";
import { findRefunded } from "@/lib/db/orders/find-refunded";

/** What a store itself knows that orders do not tell: its currencies, and which orders were refunded before. */
export async function orderFactsOptions(storeId: bigint): Promise<OrderFactsOptions> {
  return {
    decimalPlaces: await findCurrencyDecimals(storeId),
    findKnownRefunded: (orderIds) => findRefunded(storeId, orderIds),
  };
}
