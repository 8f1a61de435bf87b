import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { countLostCodes } from "@/lib/db/redemptions/find-redemptions";
import { listRewardPromotions, type RewardPromotion } from "@/lib/db/redemptions/reward-promotions";
import { sendEvents } from "@/lib/events";
import { linkPromotion, promotionInput, termsOfLink } from "@/lib/services/redemptions/link-promotion";
import {
  type PublishedChannels,
  readPublishedChannels,
  withPublishedChannels,
} from "@/lib/services/redemptions/published-channels";
import { remakeLostCodes } from "@/lib/services/redemptions/remake-lost-codes";
import { sweepPromotions } from "@/lib/services/redemptions/sweep-codes";
import { type StoreClientOptions, withStoreClient } from "@/lib/services/stores/open-store-client";

/**
 * `codesLeft`: so many lost codes are still being made again, in the background. `codesRefused`: so many BigCommerce
 * would not have; the next repair tries them again.
 */
export type RewardRepair = { promotions: number; codes: number; codesLeft: number; codesRefused: number };

/**
 * The repair button: looks first, then switches promotions on again, puts changed ones right, creates deleted ones
 * anew, and makes again the codes that shoppers hold and that were deleted with them. One page of these while somebody
 * waits; the rest is handed to `redemptions-repair`.
 */
export async function repairRewards(
  storeId: bigint,
  now: Date,
  options: StoreClientOptions = {},
): Promise<RewardRepair> {
  let promotions = 0;
  await withStoreClient(
    storeId,
    async ({ client }) => {
      await sweepPromotions(client, storeId, now);
      const published = await readPublishedChannels(storeId);
      for (const link of await listRewardPromotions(storeId)) {
        if (link.bcPromotionId === null || link.state === "active") continue;
        if (await mend(client, link, published, now)) promotions += 1;
      }
    },
    options,
  );
  const { remade, refused, nextId } = await remakeLostCodes(storeId, { afterId: 0n, now }, options);
  const done = { promotions, codes: remade, codesRefused: refused };
  if (nextId === null) return { ...done, codesLeft: 0 };
  const data = { storeId: String(storeId), afterId: String(nextId) };
  await sendEvents([{ name: "redemptions/repair.continued", data }]);
  return { ...done, codesLeft: Math.max(0, (await countLostCodes(storeId)) - refused) };
}

/** False for one that BigCommerce will not have: it stays as the sweep found it, and holds up no other. */
async function mend(
  client: BigCommerceClient,
  link: RewardPromotion,
  published: PublishedChannels,
  now: Date,
): Promise<boolean> {
  const terms = withPublishedChannels({ ...link, terms: termsOfLink(link) }, published);
  try {
    await linkPromotion(client, link, promotionInput(link.name, terms), now);
    return true;
  } catch (error) {
    if (!isBigCommerceError(error, "validation", "not_found")) throw error;
    return false;
  }
}
