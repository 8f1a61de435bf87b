import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { sessionSecret } from "@/lib/auth/derive-key";
import { AppError } from "@/lib/errors";

export const merchantSessionSeconds = 60 * 60;

/** The salt binds the encryption key to this use: no other token we issue can be decrypted as a merchant session. */
const salt = "laurel/merchant-session";

const claimsSchema = z.looseObject({
  kind: z.literal("merchant"),
  sub: z.string().regex(/^\d+$/),
  storeId: z.string().regex(/^\d+$/),
  /** Milliseconds: `iat` has whole seconds, too coarse to compare with the instant sessions were voided. */
  signedAtMs: z.number().int(),
  exp: z.number(),
});

export type MerchantSession = { storeUserId: bigint; storeId: bigint; signedAt: Date; expiresAt: Date };

/** A bearer for the dashboard, encrypted by NextAuth, valid for an hour from now. */
export async function signMerchantSession(subject: { storeUserId: bigint; storeId: bigint }): Promise<{
  bearer: string;
  expiresAt: Date;
}> {
  const signedAtMs = Date.now();
  const bearer = await encode({
    token: {
      kind: "merchant",
      sub: String(subject.storeUserId),
      storeId: String(subject.storeId),
      signedAtMs,
    },
    secret: sessionSecret(),
    salt,
    maxAge: merchantSessionSeconds,
  });
  return { bearer, expiresAt: new Date(signedAtMs + merchantSessionSeconds * 1000) };
}

/**
 * What a bearer says, when it is one of ours and not expired. Whether the user may still come in is in the database:
 * see `authenticateMerchant`. Throws `AppError("session_expired")`.
 */
export async function readMerchantSession(bearer: string): Promise<MerchantSession> {
  try {
    const claims = claimsSchema.parse(await decode({ token: bearer, secret: sessionSecret(), salt }));
    return {
      storeUserId: BigInt(claims.sub),
      storeId: BigInt(claims.storeId),
      signedAt: new Date(claims.signedAtMs),
      expiresAt: new Date(claims.exp * 1000),
    };
  } catch (cause) {
    throw new AppError("session_expired", "The session has ended. Open the app again from the Apps menu.", {
      cause,
    });
  }
}
