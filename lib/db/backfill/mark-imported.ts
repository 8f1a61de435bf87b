import type { RawTransaction } from "@/lib/db/transaction";

/** Notes, on orders locked by `lockOrders`, that an import awarded them, or that it was taken back. */
export async function markImported(
  tx: RawTransaction,
  storeId: bigint,
  batch: { importId: bigint; mode: "award" | "withdraw"; orderIds: readonly bigint[]; now: Date },
): Promise<void> {
  if (batch.orderIds.length === 0) return;
  const orderIds = JSON.stringify(batch.orderIds.map(String));
  const withdrawnAt = batch.mode === "withdraw" ? batch.now : null;
  await tx.$executeRawUnsafe(markSql, storeId, orderIds, batch.importId, withdrawnAt);
}

const markSql = `
UPDATE orders SET import_id = $3, withdrawn_at = $4::timestamptz
WHERE store_id = $1 AND id IN (SELECT value::bigint FROM jsonb_array_elements_text($2::jsonb))`;
