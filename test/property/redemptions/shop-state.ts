import { pool } from "@/lib/db/client";
import type { RewardShop } from "@/test/db/redemptions/shop";

export const foreignPromotion = 999_999;

export type RedemptionEnd = {
  id: bigint;
  status: "pending" | "issued" | "cancelled" | "failed";
  code: string;
  usedAt: Date | null;
  returnedAt: Date | null;
  points: number;
  /** How often its points were taken again. */
  retakes: number;
};

/** All redemptions of one customer as they are now. */
export async function redemptionsOf({ storeId }: RewardShop, customerId: bigint): Promise<RedemptionEnd[]> {
  const { rows } = await pool().query<{
    id: number;
    status: RedemptionEnd["status"];
    code: string;
    used_at: Date | null;
    points_returned_at: Date | null;
    points_spent: number;
    retakes: number;
  }>(
    `SELECT id, status, code, used_at, points_returned_at, points_spent, retakes FROM redemptions
      WHERE store_id = $1 AND customer_id = $2 ORDER BY id`,
    [String(storeId), String(customerId)],
  );
  return rows.map((row) => ({
    id: BigInt(row.id),
    status: row.status,
    code: row.code,
    usedAt: row.used_at,
    returnedAt: row.points_returned_at,
    points: row.points_spent,
    retakes: row.retakes,
  }));
}

/** The codes of ours at BigCommerce, as promotion codes or as coupons, and how often each was used. */
export function codesThere({ at }: RewardShop): Map<string, number> {
  const found = new Map<string, number>();
  const see = (code: string, uses: number) => {
    if (found.has(code)) throw new Error(`${code} is at BigCommerce twice`);
    found.set(code, uses);
  };
  for (const { code, promotionId, currentUses } of at.state.codes.values()) {
    if (promotionId !== foreignPromotion) see(code, currentUses);
  }
  for (const { document, numUses } of at.state.coupons.values()) see(String(document.code), numUses);
  return found;
}

/** What a schedule leaves behind does not slow down the next one. */
export function emptyShop({ at }: RewardShop): void {
  at.state.codes.clear();
  at.state.coupons.clear();
  at.state.orders.clear();
}
