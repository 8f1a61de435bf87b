import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { deriveKey } from "@/lib/auth/derive-key";
import { AppError } from "@/lib/errors";

export const shopperSessionSeconds = 15 * 60;

const issuer = "laurel";
const audience = "laurel/storefront";
const type = "laurel-shopper+jwt";

const claimsSchema = z.looseObject({
  sub: z.string().regex(/^\d+$/),
  store: z.string().regex(/^\d+$/),
  exp: z.number(),
});

/** One customer of one store; both ids are ours. */
export type ShopperSession = { storeId: bigint; customerId: bigint };

/** As read from a bearer: with the instant it ends. */
export type ReadShopperSession = ShopperSession & { expiresAtMs: number };

/** A bearer for the storefront API, 15 minutes, for exactly one customer of one store. */
export async function signShopperSession(
  session: ShopperSession,
  key: Uint8Array = deriveKey("shopper-session"),
): Promise<{ token: string; expiresAt: Date }> {
  const expiresAt = new Date(Date.now() + shopperSessionSeconds * 1000);
  const token = await new SignJWT({ store: String(session.storeId) })
    .setProtectedHeader({ alg: "HS256", typ: type })
    .setSubject(String(session.customerId))
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(key);
  return { token, expiresAt };
}

const readSessions = new Map<string, ReadShopperSession>();
const readSessionsMax = 20_000;

/**
 * Reads a storefront bearer. Throws `AppError("session_expired")` when it is not one of ours or has expired. One that
 * was verified is remembered until it expires: a widget that polls sends the same one again and again.
 */
export async function readShopperSession(token: string): Promise<ReadShopperSession> {
  const known = readSessions.get(token);
  if (known && known.expiresAtMs > Date.now()) return known;
  const read = await verify(token);
  if (readSessions.size >= readSessionsMax) readSessions.clear();
  readSessions.set(token, read);
  return read;
}

async function verify(token: string): Promise<ReadShopperSession> {
  try {
    const { payload } = await jwtVerify(token, deriveKey("shopper-session"), {
      algorithms: ["HS256"],
      issuer,
      audience,
      typ: type,
      requiredClaims: ["sub", "exp"],
    });
    const claims = claimsSchema.parse(payload);
    return {
      customerId: BigInt(claims.sub),
      storeId: BigInt(claims.store),
      expiresAtMs: claims.exp * 1000,
    };
  } catch (cause) {
    throw new AppError("session_expired", "The session has ended.", { cause });
  }
}
