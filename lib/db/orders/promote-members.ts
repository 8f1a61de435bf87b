import { ofStore } from "@/lib/db/of-store";
import type { RawTransaction } from "@/lib/db/transaction";

/** Candidates who now hold points of their own take part: they become members. Others keep their state. */
export async function promoteMembers(
  tx: RawTransaction,
  storeId: bigint,
  customerIds: readonly bigint[],
  at: Date,
): Promise<void> {
  if (customerIds.length === 0) return;
  await tx.$executeRawUnsafe(
    `UPDATE customers SET state = 'member', member_since = $3, updated_at = $3
      WHERE ${ofStore("store_id")} AND id IN (SELECT value::bigint FROM jsonb_array_elements_text($2::jsonb)) AND state = 'candidate'`,
    storeId,
    JSON.stringify(customerIds.map(String)),
    at,
  );
}
