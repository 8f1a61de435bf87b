import type { RewardShop } from "@/test/db/redemptions/shop";
import { faultKinds } from "@/test/sandbox/http/faults";
import type { Chance } from "../model/chance";
import { codesThere, foreignPromotion } from "./shop-state";

const spoiling = faultKinds.filter(
  (kind) => !["slow", "timeout", "unauthorized", "forbidden"].includes(kind),
);

/** Calls that fail, or succeed and cannot say so; mostly those that make, find and delete codes. */
export function addFault({ at, sandbox }: RewardShop, chance: Chance): void {
  const [first = "reset", ...others] = spoiling;
  sandbox.admin.addFault({
    // A time-out costs real time, and tells no more than a reset.
    kind: chance.yes(0.03) ? "timeout" : chance.of(first, ...others),
    store: at.hash,
    count: chance.whole(1, 4),
    phase: chance.yes(0.5) ? "after" : "before",
    ...(chance.yes(0.6) ? { path: /\/(codes|coupons)/ } : {}),
    ...(chance.yes(0.5) ? { method: chance.of("POST", "GET", "DELETE") } : {}),
  });
}

/** The merchant switches a promotion off, or deletes it when BigCommerce lets him. */
export function disturbPromotion({ at }: RewardShop, chance: Chance): void {
  for (const [id, promotion] of at.state.promotions) {
    const hasCodes = [...at.state.codes.values()].some((code) => code.promotionId === id);
    if (!hasCodes && chance.yes(0.5)) at.state.promotions.delete(id);
    else promotion.document = { ...promotion.document, status: "DISABLED" };
  }
}

let foreignId = 1_000_000;

/** Somebody else has made this very code, under a promotion of their own. */
export function takeCode(shop: RewardShop, code: string): void {
  if (codesThere(shop).has(code) || isTaken(shop, code)) return;
  foreignId += 1;
  const unlimited = { maxUses: 0, maxUsesPerCustomer: 0, currentUses: 0, createdAt: 0 };
  shop.at.state.codes.set(foreignId, {
    id: foreignId,
    promotionId: foreignPromotion,
    code,
    ...unlimited,
  });
}

function isTaken({ at }: RewardShop, code: string): boolean {
  return [...at.state.codes.values()].some((one) => one.code === code);
}
