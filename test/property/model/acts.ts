import { isAppError } from "@/lib/errors";
import { mergeCustomers } from "@/lib/services/customers/merge-customers";
import { programItemId } from "@/lib/services/program/program-item-id";
import { captureIssued } from "@/lib/services/redemptions/capture-issued";
import { giveUpRedemption } from "@/lib/services/redemptions/give-up-redemption";
import { purchaseReward } from "@/lib/services/redemptions/purchase-reward";
import { endUnused } from "@/lib/services/redemptions/settle-redemption";
import { getRedemption, withLockedRedemption } from "@/lib/services/redemptions/with-locked-redemption";
import { type Book, merge, type Now } from "./book";
import { buy, end, finish } from "./book-rewards";

/** What people and staff do. `nth` is the reward somebody bought, `one` and `other` are BigCommerce ids. */
export type Act = { tick: number } & (
  | { kind: "merge"; one: number; other: number }
  | { kind: "buy"; one: number; nth: number }
  | { kind: "capture" | "release"; nth: number }
  | { kind: "cancelled" | "expired"; nth: number }
);

/** Rewards of a store by `nth`, as they were bought. */
export type Purchases = Map<number, { id: bigint; code: string }>;

export type Shop = { storeId: bigint; customerIds: readonly bigint[]; purchases: Purchases };

export const rewardKey = "reward";

/** What the book says comes of it. */
export function foresee(book: Book, act: Act, now: Now): string {
  if (act.kind === "merge") return merge(book, act.one, act.other);
  if (act.kind === "buy") return buy(book, act.nth, act.one, now);
  if (act.kind === "capture" || act.kind === "release") return finish(book, act.nth, act.kind, now);
  return end(book, act.nth, act.kind, now);
}

/** What really comes of it; refusals by their code. */
export async function perform(shop: Shop, act: Act, now: Date): Promise<string> {
  try {
    if (act.kind === "merge") return await performMerge(shop, act, now);
    if (act.kind === "buy") return await performPurchase(shop, act, now);
    const bought = shop.purchases.get(act.nth);
    if (!bought) return "nothing";
    return await performStep(shop.storeId, bought, act.kind, now);
  } catch (error) {
    if (isAppError(error) && error.code !== "internal") return error.code;
    throw error;
  }
}

async function performMerge(
  { storeId, customerIds }: Shop,
  { one, other }: { one: number; other: number },
  now: Date,
): Promise<string> {
  const [fromId, intoId] = [customerIds[one - 1] as bigint, customerIds[other - 1] as bigint];
  const { merged } = await mergeCustomers({ storeId, fromId, intoId, actorId: null, now });
  return merged ? "merged" : "before";
}

async function performPurchase(
  { storeId, customerIds, purchases }: Shop,
  { one, nth }: { one: number; nth: number },
  now: Date,
): Promise<string> {
  const { redemption } = await purchaseReward({
    ...{ storeId, now, pointsToSpend: null, origin: null },
    customerId: customerIds[one - 1] as bigint,
    productId: programItemId(storeId, "points_product", rewardKey),
    requestId: `purchase-${nth}`,
  });
  purchases.set(nth, redemption);
  return "bought";
}

async function performStep(
  storeId: bigint,
  { id, code }: { id: bigint; code: string },
  kind: "capture" | "release" | "cancelled" | "expired",
  now: Date,
): Promise<string> {
  if (kind === "capture") {
    const at = { mechanism: "promotion" as const, bcPromotionId: 1n, bcCodeId: id, code };
    return (await captureIssued(storeId, id, at, now)) ? kind : "nothing";
  }
  if (kind === "release") {
    const seen = await getRedemption(storeId, id);
    await giveUpRedemption(null, seen, { status: "failed", problem: null }, now);
    return (await getRedemption(storeId, id)).status === "failed" ? kind : "nothing";
  }
  return withLockedRedemption(storeId, id, async (locked) => {
    const { status, usedAt } = locked.redemption;
    if (status !== "issued" || usedAt !== null) return "nothing";
    await endUnused(locked, kind, now);
    return kind;
  });
}
