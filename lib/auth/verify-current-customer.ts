import { jwtVerify } from "jose";
import { z } from "zod";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const clockLeewaySeconds = 60;
const lifetimeSecondsMax = 15 * 60;

const claimsSchema = z
  .looseObject({
    customer: z.looseObject({
      id: z.coerce.number().int().positive(),
      email: z.string().default(""),
      group_id: z.union([z.string(), z.number()]).nullish(),
    }),
    sub: z.string().regex(/^[a-z0-9]+$/),
    store_hash: z.string(),
    operation: z.literal("current_customer"),
    iat: z.number(),
    exp: z.number(),
  })
  .refine((claims) => claims.store_hash === claims.sub)
  .refine((claims) => claims.exp - claims.iat <= lifetimeSecondsMax + clockLeewaySeconds);

/** A shopper that BigCommerce vouches for. The e-mail is proven: the shopper is logged in. */
export type CurrentCustomer = {
  storeHash: string;
  bcCustomerId: number;
  email: string;
  bcGroupId: number | null;
};

/**
 * Verifies the storefront's Current Customer JWT (`/customer/current.jwt`): HMAC algorithms only, our client id as
 * audience, issuer `bc/apps`, operation `current_customer`, the same store in `sub` and `store_hash`, at most 15
 * minutes old. Throws `AppError("unauthorized")` for anything else.
 */
export async function verifyCurrentCustomer(token: string, now: Date = new Date()): Promise<CurrentCustomer> {
  const { BIGCOMMERCE_CLIENT_ID: audience, BIGCOMMERCE_CLIENT_SECRET: secret } = env();
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ["HS256", "HS384", "HS512"],
      audience,
      issuer: "bc/apps",
      clockTolerance: clockLeewaySeconds,
      maxTokenAge: lifetimeSecondsMax,
      requiredClaims: ["sub", "iat", "exp"],
      currentDate: now,
    });
    const { customer, sub } = claimsSchema.parse(payload);
    return {
      storeHash: sub,
      bcCustomerId: customer.id,
      email: customer.email.trim().toLowerCase(),
      bcGroupId: Number(customer.group_id) || null,
    };
  } catch (cause) {
    throw new AppError("unauthorized", "The customer token is not valid.", { cause });
  }
}
