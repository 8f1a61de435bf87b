import { z } from "zod";

/** `POST /api/storefront/session`: the storefront's Current Customer JWT against a bearer of ours. */
export const openSessionBody = z.strictObject({
  store: z.string().regex(/^[a-z0-9]{1,32}$/, "must be a store hash"),
  token: z.string().min(1).max(4096),
});

export const shopperBearer = z.object({
  token: z.string(),
  expires_at: z.iso.datetime(),
});

export type ShopperBearer = z.infer<typeof shopperBearer>;
