import { jwtVerify } from "jose";
import { z } from "zod";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const clockLeewaySeconds = 60;

const person = z.looseObject({
  id: z.coerce.number().int().positive(),
  email: z.string().default(""),
  locale: z.string().optional(),
});

const claimsSchema = z.looseObject({
  sub: z.string().regex(/^stores\/[a-z0-9]+$/),
  iat: z.number(),
  jti: z.string().optional(),
  user: person,
  owner: person.optional().nullable(),
  url: z.string().nullish(),
  channel_id: z.number().int().nullish(),
  /** Only Current Customer tokens carry one: its presence means another token type. */
  operation: z.undefined().optional(),
});

/** Who opened, left or removed the app, as BigCommerce signed it. */
export type SignedPayload = {
  storeHash: string;
  issuedAt: Date;
  user: { bcUserId: number; email: string; locale: string; isOwner: boolean };
  owner: { bcUserId: number; email: string } | null;
  /** Deep link as BigCommerce passes it on: not yet checked, see `toDashboardPath`. */
  url: string;
  channelId: number | null;
};

/**
 * Verifies the `signed_payload_jwt` of `/load`, `/uninstall` and `/remove_user`: HS256 only, our client id as
 * audience, issuer `bc`, a minute of leeway for skewed clocks (an `nbf` in the near future is a known trap).
 * Throws `AppError("unauthorized")` for anything else, without telling which check failed.
 */
export async function verifySignedPayload(token: string, now: Date = new Date()): Promise<SignedPayload> {
  const { BIGCOMMERCE_CLIENT_ID: audience, BIGCOMMERCE_CLIENT_SECRET: secret } = env();
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ["HS256"],
      audience,
      issuer: "bc",
      clockTolerance: clockLeewaySeconds,
      requiredClaims: ["sub", "iat", "exp"],
      currentDate: now,
    });
    return toSignedPayload(claimsSchema.parse(payload));
  } catch (cause) {
    throw new AppError("unauthorized", "The signed payload is not valid.", { cause });
  }
}

function toSignedPayload(claims: z.output<typeof claimsSchema>): SignedPayload {
  const { user, owner } = claims;
  return {
    storeHash: claims.sub.slice("stores/".length),
    issuedAt: new Date(claims.iat * 1000),
    user: {
      bcUserId: user.id,
      email: user.email,
      locale: user.locale ?? "en",
      isOwner: owner?.id === user.id,
    },
    owner: owner ? { bcUserId: owner.id, email: owner.email } : null,
    url: claims.url ?? "/",
    channelId: claims.channel_id ?? null,
  };
}
