import { z } from "zod";

/** What `POST /api/storefront/session` answers for the storefront's Current Customer JWT. */
export const shopperBearer = z.object({
  token: z.string(),
  expires_at: z.iso.datetime(),
});

export type ShopperBearer = z.infer<typeof shopperBearer>;
