import Big from "big.js";
import { z } from "zod";
import type { BigCommerceClient } from "./client/client";
import { toFilterInstant } from "./map/dates";
import { isShortPage, pageSizeMax } from "./paging";
import { moneyOrZero } from "./schemas/primitives";

const orderSchema = z.looseObject({ store_credit_amount: moneyOrZero });

/**
 * How much store credit a customer has spent on orders placed since then: a decimal in the store's default currency.
 * Credit that staff took or gave by hand is in no order.
 */
export async function sumStoreCreditSpent(
  client: BigCommerceClient,
  customerId: number,
  since: Date,
): Promise<string> {
  let sum = new Big(0);
  for (let page = 1; ; page += 1) {
    const orders = await client.get({
      operation: "orders.store_credit_spent",
      path: "v2/orders",
      query: {
        customer_id: customerId,
        min_date_created: toFilterInstant(since.toISOString()),
        page,
        limit: pageSizeMax,
      },
      schema: z.array(orderSchema),
      empty: [],
    });
    for (const order of orders) sum = sum.plus(order.store_credit_amount);
    if (isShortPage(orders.length, pageSizeMax)) return sum.toFixed();
  }
}
