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
    .catch(null)
    .transform((value) => value ?? null),
});
export type BcCustomer = z.output<typeof customerSchema>;

/** All a customer must tell to be named; the rest is their problem alone. */
export const customerRow = z.looseObject({ id: integer });

export const customerGroupSchema = z.looseObject({ id: integer, customer_group_id: idOrNull });

/** With `include=storecredit`. An amount that cannot be read must fail: read as nothing, it would be written as nothing. */
export const storeCreditSchema = z.looseObject({
  id: integer,
  store_credit_amounts: list(z.looseObject({ amount: money })),
});
