import { type ActionLimit, type EarningAction, limitOf } from "@/lib/loyalty/actions/action-limit";
import type { OrderEarning } from "@/lib/loyalty/order-program";
import type { EarningRule } from "@/lib/schemas/storefront/program";
import { programItemId } from "@/lib/services/program/program-item-id";
import { sayCount } from "@/lib/texts/say-count";
import type { WidgetTexts } from "@/lib/texts/widget-texts";

type Words = { texts: WidgetTexts; locale: string };
type OfferedAction = EarningAction & { url: string | null };

/**
 * The API's earning rules of a program: enabled ones only, and only what this version of Laurel pays for. The order
 * rule comes once for the store's own currency, then once for every other currency that has a rate of its own; then
 * the actions, named by the merchant or in the words of `texts`.
 */
export function describeEarningRules(
  storeId: bigint,
  { orders, actions }: { orders: OrderEarning; actions: readonly OfferedAction[] },
  { currency, ...words }: Words & { currency: string },
): EarningRule[] {
  return [
    ...describeOrderRules(storeId, orders, currency),
    ...actions.map((action) => describeActionRule(storeId, action, words)),
  ];
}

function describeOrderRules(storeId: bigint, orders: OrderEarning, currency: string): EarningRule[] {
  if (!orders.enabled) return [];
  const others = Object.keys(orders.rates).filter((code) => code !== currency);
  return [currency, ...others]
    .map((code) => describeOrderRule(storeId, orders, code, code !== currency))
    .filter((rule) => (rule.reward_value.variable?.value ?? 0) > 0);
}

function describeOrderRule(
  storeId: bigint,
  orders: OrderEarning,
  currency: string,
  foreign: boolean,
): EarningRule {
  const rate = orders.rates[currency] ?? orders.rate;
  const minimum = orders.rates[currency]?.minimum ?? orders.minimum;
  return {
    id: programItemId(storeId, "earning_rule", foreign ? `orders/${currency}` : "orders"),
    name: "Place an order",
    image_url: null,
    action_text: null,
    action_url: null,
    restricted_to_vip_tier_ids: [],
    reward: { type: "points" },
    reward_value: {
      type: "variable",
      variable: { value: rate.points, per_amount: Number(rate.per) },
      fixed: null,
    },
    earning_limit: null,
    kind: "order",
    currency,
    minimum: Number(minimum) > 0 ? minimum : null,
    hold_days: orders.holdDays,
    limit_text: null,
  };
}

/** The text that names a kind of action where the merchant has not. */
const actionTexts = {
  sign_up: "earnSignUp",
  birthday: "earnBirthday",
  newsletter: "earnNewsletter",
  review: "earnReview",
  social_follow: "earnFollow",
  social_share: "earnShare",
  visit: "earnVisit",
  custom: "earnActivity",
} as const;

function describeActionRule(storeId: bigint, action: OfferedAction, { texts, locale }: Words): EarningRule {
  const limit = limitOf(action);
  return {
    id: programItemId(storeId, "earning_rule", `actions/${action.key}`),
    name: action.name ?? String(texts[actionTexts[action.kind]]),
    image_url: null,
    action_text: null,
    action_url: action.url,
    restricted_to_vip_tier_ids: [],
    reward: { type: "points" },
    reward_value: { type: "fixed", variable: null, fixed: { value: action.points } },
    earning_limit: describeLimit(limit),
    kind: action.kind,
    currency: null,
    minimum: null,
    hold_days: 0,
    limit_text: limit && sayCount(texts[limitTexts[limit.per]], limit.count, locale),
  };
}

const limitTexts = {
  day: "limitDay",
  week: "limitWeek",
  month: "limitMonth",
  year: "limitYear",
  lifetime: "limitLifetime",
} as const;

const daysOf = { day: 1, week: 7, month: 30, year: 365 } as const;

/** Ours count by calendar periods; the API knows days, so that a month is 30 and a year 365. */
function describeLimit(limit: ActionLimit | null): EarningRule["earning_limit"] {
  if (!limit) return null;
  if (limit.per === "lifetime") return { max: limit.count, type: "lifetime", rolling: null };
  return { max: limit.count, type: "rolling", rolling: { unit: "day", unit_count: daysOf[limit.per] } };
}
