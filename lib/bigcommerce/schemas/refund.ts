import { z } from "zod";
import { flag, integer, list, money, moneyOrZero } from "./primitives";

export const refundSchema = z.looseObject({
  id: integer,
  order_id: integer,
  created: z.string().min(1),
  total_amount: money,
  total_tax: moneyOrZero,
  /** Empty when the refund only corrects tax. */
  items: list(
    z.looseObject({
      /** Checked when it is mapped, so that a new type makes one order unreadable and not a whole list. */
      item_type: z.string(),
      item_id: integer,
      quantity: integer.nullish(),
      requested_amount: z.union([money, z.literal("")]).nullish(),
    }),
  ),
  payments: list(z.looseObject({ amount: money, is_declined: flag })),
});
export type BcRefund = z.output<typeof refundSchema>;
