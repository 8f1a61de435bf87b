import type { OrderEarning } from "@/lib/loyalty/order-program";
import type { EarningRule } from "@/lib/schemas/storefront/program";
import { programItemId } from "@/lib/services/program/program-item-id";

/**
 * The API's earning rules of a program: enabled ones only, and only what this version of Laurel pays for. The order
 * rule comes once for the store's own currency, then once for every other currency that has a rate of its own.
 */
export function describeEarningRules(storeId: bigint, orders: OrderEarning, currency: string): EarningRule[] {
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
  };
}
