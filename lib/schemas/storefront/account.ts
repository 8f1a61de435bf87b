import { z } from "zod";

const instant = z.iso.datetime();

/** The API's `customer`, as its owner sees it. Balances are points; `points_balance` is what can be spent now. */
export const shopperCustomer = z.object({
  id: z.int(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  email: z.string(),
  state: z.enum(["candidate", "member", "disabled"]),
  date_of_birth: z.string().nullable(),
  points_balance: z.int(),
  points_pending: z.int(),
  points_debt: z.int(),
  points_expiring: z.object({ points: z.int(), at: instant }).nullable(),
  referral_url: z.string().nullable(),
  vip_tier_id: z.int().nullable(),
  vip_status: z
    .object({
      vip_tier_id: z.int().nullable(),
      vip_tier_expires_at: instant.nullable(),
      progress_value: z.number().nullable(),
      current_vip_period_end: instant.nullable(),
      delta_to_retain_vip_tier: z.number().nullable(),
      next_vip_tier_id: z.int().nullable(),
      delta_to_next_vip_tier: z.number().nullable(),
    })
    .nullable(),
  bigcommerce_customer_id: z.int().nullable(),
  created_at: instant,
  updated_at: instant,
});

export const accountAnswer = z.object({ customer: shopperCustomer });

/** `YYYY-MM-DD`; year 1004 when the shopper does not tell the year. */
export const accountChange = z.strictObject({ date_of_birth: z.iso.date() });

export type ShopperCustomer = z.infer<typeof shopperCustomer>;
export type AccountAnswer = z.infer<typeof accountAnswer>;
