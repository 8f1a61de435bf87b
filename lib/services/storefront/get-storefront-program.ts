import { findStorefront } from "@/lib/db/storefront/find-storefront";
import { AppError } from "@/lib/errors";
import { launcherText } from "@/lib/schemas/branding/launcher-text";
import { readProgram } from "@/lib/schemas/program";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";
import { describeBranding } from "@/lib/services/branding/describe-branding";
import { getBranding } from "@/lib/services/branding/get-branding";
import { describePointsProducts } from "@/lib/services/redemptions/describe-points-products";
import { describeClub } from "@/lib/services/storefront/describe-club";
import { describeEarningRules } from "@/lib/services/storefront/describe-earning-rules";
import { chooseLanguage } from "@/lib/texts/choose-language";
import { ownText } from "@/lib/texts/own-text";
import { textsFor } from "@/lib/texts/texts-for";

/**
 * What every shopper may know of a store's published program, and all the words to say it in the language nearest to
 * `lang`. Before the first publish nothing can be earned.
 * Throws `AppError("store_not_installed")`, also for a storefront the merchant has switched off.
 */
export async function getStorefrontProgram(
  storeId: bigint,
  channel: number | null,
  lang?: string,
): Promise<StorefrontProgram> {
  const storefront = await findStorefront(storeId, channel);
  if (!storefront?.enabled) throw new AppError("store_not_installed", "This store does not use Laurel.");
  const program = storefront.document ? readProgram(storefront.document) : null;
  const look = await getBranding(storeId, storefront.channel);
  const { language, locale, direction } = chooseLanguage(lang, look);
  const name = program?.points.name ?? { one: "point", other: "points" };
  const texts = textsFor(language, look.texts[language], name);
  return {
    points_settings: { points_label: name },
    earning_rules: program
      ? describeEarningRules(storeId, program.earning, { currency: storefront.currency, texts, locale })
      : [],
    points_products: program
      ? describePointsProducts(program, {
          storeId,
          currency: storefront.currency,
          channel: storefront.channel,
          publishedAt: storefront.published_at ?? new Date(0),
        })
      : [],
    ...describeClub(program, {
      storeId,
      currency: storefront.currency,
      publishedAt: storefront.published_at ?? new Date(0),
    }),
    branding: describeBranding(look),
    locale,
    direction,
    texts: { ...texts, launcher: launcherText(look, language, ownText(language, "launcher")) },
  };
}
