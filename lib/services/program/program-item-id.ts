import { createHash } from "node:crypto";

/**
 * The API id of a part of a store's program that has a key in its document (earning rule, reward, tier): the same
 * across versions and channels, unique in the installation as far as 52 bits of SHA-256 go, and safe in JSON.
 */
export function programItemId(
  storeId: bigint,
  kind: "earning_rule" | "points_product" | "vip_tier" | "grant",
  key: string,
): number {
  const digest = createHash("sha256").update(`${storeId}/${kind}/${key}`).digest();
  return Number(digest.readBigUInt64BE() >> 12n);
}
