import { z } from "zod";
import { idOrNull, integer, list, money, text, textOrNull } from "./primitives";

export const customerSchema = z.looseObject({
  id: integer,
  email: text,
  first_name: text,
  last_name: text,
  /** 0 means no group. */
  customer_group_id: idOrNull,
  date_created: textOrNull,
  date_modified: textOrNull,
  origin_channel_id: idOrNull,
  /** `null`: may sign in on every channel. */
  channel_ids: z
    .array(integer)
    .nullish()
    .transform((value) => value ?? null),
  /** Only with `include=storecredit`. */
  store_credit_amounts: list(z.looseObject({ amount: money })),
});
export type BcCustomer = z.output<typeof customerSchema>;
