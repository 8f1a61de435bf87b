import { randomBytes } from "node:crypto";
import { errors, jwtVerify } from "jose";
import { z } from "zod";
import { AppError } from "@/lib/errors";

/** How long the secret before a rotation still signs: the merchant's servers change theirs one by one. */
export const previousIdentitySecretHours = 24;

const audience = "laurel";
const clockLeewaySeconds = 60;
const lifetimeSecondsMax = 15 * 60;

const claimsSchema = z
  .looseObject({
    sub: z
      .string()
      .regex(/^[1-9]\d{0,14}$/)
      .optional(),
    email: z.email().max(320).optional(),
    jti: z.string().min(8).max(128),
    iat: z.number(),
    exp: z.number(),
  })
  .refine((claims) => claims.sub !== undefined || claims.email !== undefined)
  .refine((claims) => claims.exp - claims.iat <= lifetimeSecondsMax);

/** Whom a merchant's own server vouches for: by BigCommerce's customer id, or by an e-mail it has proven. */
export type Identity = { bcCustomerId: number | null; email: string; jti: string; expiresAt: Date };

/** A secret for signing identity tokens; the prefix tells people and scanners what it is. */
export const createIdentitySecret = (): string => `lis_${randomBytes(32).toString("base64url")}`;

/**
 * Verifies what a merchant's server signed for `Laurel.identify`: HS256 and nothing else, with one of the store's
 * secrets, issued by and for this very store (`iss` its hash, `aud` "laurel"), at most 15 minutes long and old, with a
 * `jti`, and with `sub` or `email`. Throws `AppError("unauthorized")` for anything else.
 */
export async function verifyIdentityToken(
  token: string,
  store: { hash: string; secrets: readonly string[] },
  now: Date = new Date(),
): Promise<Identity> {
  for (const secret of store.secrets) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ["HS256"],
        audience,
        issuer: store.hash,
        clockTolerance: clockLeewaySeconds,
        maxTokenAge: lifetimeSecondsMax,
        requiredClaims: ["iat", "exp", "jti"],
        currentDate: now,
      });
      const { sub, email = "", jti, exp } = claimsSchema.parse(payload);
      return {
        bcCustomerId: sub === undefined ? null : Number(sub),
        email: email.trim().toLowerCase(),
        jti,
        expiresAt: new Date(exp * 1000),
      };
    } catch (cause) {
      // Signed with another secret: the one before may fit. Everything else is final.
      if (cause instanceof errors.JWSSignatureVerificationFailed) continue;
      throw new AppError("unauthorized", "The identity token is not valid.", { cause });
    }
  }
  throw new AppError("unauthorized", "The identity token is not valid.");
}
