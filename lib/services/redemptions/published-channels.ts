import { readPublishedVersion } from "@/lib/db/program-versions";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { readProgram } from "@/lib/schemas/program";
import { programItemId } from "@/lib/services/program/program-item-id";

/** Storefronts (empty: all) where each published reward works, codes already out included; by `points_products` id. */
export type PublishedChannels = ReadonlyMap<bigint, readonly number[]>;

export async function readPublishedChannels(storeId: bigint): Promise<PublishedChannels> {
  const version = await readPublishedVersion(storeId);
  if (!version) return new Map();
  const { rewards } = readProgram(version.document);
  return new Map(
    rewards.map(({ key, channelIds }) => [BigInt(programItemId(storeId, "points_product", key)), channelIds]),
  );
}

/** These terms where the reward works now; as they are when it is no longer in the program. */
export function withPublishedChannels(
  { productId, terms }: Pick<Redemption, "productId" | "terms">,
  published: PublishedChannels,
): Redemption["terms"] {
  return { ...terms, channelIds: published.get(productId) ?? terms.channelIds };
}

/** A reward somebody has, where its code works now: all but coupons of their own follow the program. */
export function whereItWorks(redemption: Redemption, published: PublishedChannels): Redemption {
  if (redemption.mechanism === "coupon") return redemption;
  return { ...redemption, terms: withPublishedChannels(redemption, published) };
}
