import type { Prisma } from "@/lib/db/generated/client";
import { type Redemption, toRedemption } from "@/lib/db/redemptions/redemption-row";
import type { Transaction } from "@/lib/db/transaction";

export type NewRedemption = Pick<
  Redemption,
  | "id"
  | "customerId"
  | "productId"
  | "rewardKey"
  | "rewardName"
  | "requestId"
  | "requestHash"
  | "programVersionId"
  | "pointsSpent"
  | "terms"
  | "termsAndConditions"
  | "returnsPoints"
  | "code"
  | "giveUpAt"
  | "expiresAt"
  | "holdTransactionId"
  | "createdAt"
>;

/** The id is needed before the row: the key of the points' hold is made of it. */
export async function drawRedemptionId(tx: Transaction): Promise<bigint> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`SELECT nextval('redemptions_id_seq') AS id`;
  return rows[0]?.id ?? 0n;
}

export async function insertRedemption(
  tx: Transaction,
  storeId: bigint,
  redemption: NewRedemption,
): Promise<Redemption> {
  const { pointsSpent, terms, ...rest } = redemption;
  const row = await tx.redemption.create({
    data: {
      ...rest,
      storeId,
      pointsSpent: BigInt(pointsSpent),
      terms: terms as unknown as Prisma.InputJsonObject,
      updatedAt: redemption.createdAt,
    },
  });
  return toRedemption(row);
}
