import type { PointsProduct, RewardFulfillment } from "@/lib/schemas/storefront/rewards";
import type { WidgetTextKey } from "@/lib/texts/widget-texts";
import type { Words } from "../panel/words";

/** What a reward gives, in one line. */
export function describeGift(gift: PointsProduct | RewardFulfillment, { t, format }: Words): string {
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
] satisfies WidgetTextKey[];

/** Why something failed, or `otherwise` for a code we have no words of its own for. */
export function describeFailure(code: string, otherwise: WidgetTextKey, { t, format }: Words): string {
  const key = failures.includes(code) ? (code as WidgetTextKey) : otherwise;
  return t(key, { points: format.pointsName });
}
