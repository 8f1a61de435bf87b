import type { RewardFulfillment } from "@/lib/schemas/storefront/rewards";
import { statusOf } from "./held-status";

/** The API takes no more at once (`mergeBody`). */
const mergeMax = 20;

const isMergeable = (one: RewardFulfillment) =>
  one.code && one.cancellable && statusOf(one) === "heldReady" && /_amount$/.test(one.type);

const kindOf = ({ currency, channel_ids: channels }: RewardFulfillment) => `${currency} ${channels}`;

/**
 * Unused amounts off of one currency and the same storefronts, when there are several, as many as can become one code;
 * `beside`: this one and what goes with it. The server has the last word.
 */
export function mergeableOf(
  items: readonly RewardFulfillment[],
  beside?: RewardFulfillment,
): RewardFulfillment[] {
  for (const first of (beside ? [beside] : items).filter(isMergeable)) {
    const others = items.filter(
      (one) => one.id !== first.id && isMergeable(one) && kindOf(one) === kindOf(first),
    );
    if (others[0]) return [first, ...others.slice(0, mergeMax - 1)];
  }
  return [];
}
