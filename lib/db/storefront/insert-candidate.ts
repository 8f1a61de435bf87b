import type { Transaction } from "@/lib/db/transaction";

export type NewCandidate = { bcCustomerId: number; email: string; bcGroupId: number | null };

/** Adds a customer we did not know; null when there is one already (another request was faster). */
export async function insertCandidate(
  tx: Transaction,
  storeId: bigint,
  { bcCustomerId, email, bcGroupId }: NewCandidate,
): Promise<bigint | null> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO customers (store_id, bc_customer_id, email, bc_group_id, updated_at)
    VALUES (${storeId}, ${BigInt(bcCustomerId)}, ${email}, ${bcGroupId === null ? null : BigInt(bcGroupId)}, now())
    ON CONFLICT (store_id, bc_customer_id) DO NOTHING
    RETURNING id`;
  return rows[0]?.id ?? null;
}
