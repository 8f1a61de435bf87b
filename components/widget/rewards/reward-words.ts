import type { PointsProduct, RewardFulfillment } from "@/lib/schemas/storefront/rewards";
import { createTranslate, type Translate } from "../messages/create-translate";
import { enRewards, type RewardMessageKey } from "../messages/en-rewards";
import { useWords, type Words } from "../panel/words";

export type RewardWords = { t: Translate<RewardMessageKey>; format: Words["format"] };

export function useRewardWords(): RewardWords {
  const { lang, format } = useWords();
  return { t: createTranslate(enRewards, lang), format };
}

/** What a reward gives, in one line. */
export function describeGift(gift: PointsProduct | RewardFulfillment, { t, format }: RewardWords): string {
  const money = () => format.money(Number(gift.value), gift.currency);
  switch (gift.type) {
    case "fixed_amount":
      return t("giveAmount", { money: money() });
    case "percentage":
      return t("givePercent", { percent: format.percent(Number(gift.value)) });
    case "free_shipping":
      return t("giveShipping");
    case "free_product":
      return t("giveProduct");
    case "store_credit":
      return t("giveCredit", { money: money() });
    case "variable_amount": {
      if (!("exchange_type" in gift)) return t("giveAmount", { money: money() });
      const step = format.money(gift.variable_points_step_reward_value ?? 0, gift.currency);
      return t("giveVariable", { money: step, amount: format.points(gift.variable_points_step ?? 0) });
    }
  }
}

const failures: readonly string[] = [
  "insufficient_points",
  "limit_reached",
  "tier_required",
  "invalid_points_to_spend",
  "reward_unavailable",
  "not_found",
  "not_issued",
  "already_used",
  "rate_limited",
] satisfies RewardMessageKey[];

/** Why something failed, or `otherwise` for a code we have no words of its own for. */
export function describeFailure(
  code: string,
  otherwise: RewardMessageKey,
  { t, format }: RewardWords,
): string {
  const key = failures.includes(code) ? (code as RewardMessageKey) : otherwise;
  return t(key, { points: format.pointsName });
}
