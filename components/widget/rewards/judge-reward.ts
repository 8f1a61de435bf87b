import type { ShopperCustomer } from "@/lib/schemas/storefront/account";
import type { PointsProduct } from "@/lib/schemas/storefront/rewards";
import type { RewardsState } from "./rewards-state";

export type Slider = { min: number; max: number; step: number };

export type Verdict =
  | { kind: "affordable" }
  | { kind: "missing"; points: number }
  | { kind: "locked"; reason: "tier" | "limit" | "gone" | "excluded" };

/** The least points a reward takes. */
export const costOf = (product: PointsProduct): number =>
  product.points_price ?? product.variable_points_min ?? product.variable_points_step ?? 0;

/** Whether this shopper can have a reward now, as far as the page can tell; the server has the last word. */
export function judgeReward(
  product: PointsProduct,
  customer: ShopperCustomer,
  { held: { items: held }, gone }: Pick<RewardsState, "held" | "gone">,
): Verdict {
  if (customer.state === "disabled") return { kind: "locked", reason: "excluded" };
  if (product.restricted_to_vip_tier_keys.length > 0 && customer.vip_tier_id === null) {
    return { kind: "locked", reason: "tier" };
  }
  const had = held.filter(
    ({ points_product_id: id, fulfillment_status: status }) =>
      id === product.id && (status === "issued" || status === "pending"),
  );
  if (product.limit_per_customer !== null && had.length >= product.limit_per_customer) {
    return { kind: "locked", reason: "limit" };
  }
  if (gone.includes(product.id)) return { kind: "locked", reason: "gone" };
  const missing = costOf(product) - customer.points_balance;
  return missing > 0 ? { kind: "missing", points: missing } : { kind: "affordable" };
}

/** Where the slider of a variable reward can stand with this balance; null for a fixed price or too few points. */
export function sliderOf(product: PointsProduct, balance: number): Slider | null {
  const step = product.variable_points_step;
  if (product.exchange_type !== "variable" || step === null || step < 1) return null;
  const min = product.variable_points_min ?? step;
  const most = Math.min(product.variable_points_max ?? balance, balance);
  const max = min + Math.floor((most - min) / step) * step;
  return max >= min ? { min, max, step } : null;
}

/** Money for points on a slider, in the reward's currency. Whole steps, so that no error of a fraction adds up. */
export function valueFor(product: PointsProduct, points: number): number {
  const step = product.variable_points_step ?? 1;
  return Math.round(Math.floor(points / step) * (product.variable_points_step_reward_value ?? 0) * 1e4) / 1e4;
}
