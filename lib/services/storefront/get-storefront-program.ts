import { findStorefront } from "@/lib/db/storefront/find-storefront";
import { AppError } from "@/lib/errors";
import { readProgram } from "@/lib/schemas/program";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";
import { describeBranding } from "@/lib/services/branding/describe-branding";
import { getBranding } from "@/lib/services/branding/get-branding";
import { describePointsProducts } from "@/lib/services/redemptions/describe-points-products";
import { describeEarningRules } from "@/lib/services/storefront/describe-earning-rules";

/**
 * What every shopper may know of a store's published program. Before the first publish nothing can be earned.
 * Throws `AppError("store_not_installed")`, also for a storefront the merchant has switched off.
 */
export async function getStorefrontProgram(
  storeId: bigint,
  channel: number | null,
): Promise<StorefrontProgram> {
  const storefront = await findStorefront(storeId, channel);
  if (!storefront?.enabled) throw new AppError("store_not_installed", "This store does not use Laurel.");
  const program = storefront.document ? readProgram(storefront.document) : null;
  return {
    points_settings: { points_label: program?.points.name ?? { one: "point", other: "points" } },
    earning_rules: program ? describeEarningRules(storeId, program.earning.orders, storefront.currency) : [],
    points_products: program
      ? describePointsProducts(program, {
          storeId,
          currency: storefront.currency,
          channel: storefront.channel,
          publishedAt: storefront.published_at ?? new Date(0),
        })
      : [],
    vip_tiers: [],
    referral_settings: { status: "inactive", sender_reward: null, receiver_reward: null },
    branding: describeBranding(await getBranding(storeId, storefront.channel)),
  };
}
