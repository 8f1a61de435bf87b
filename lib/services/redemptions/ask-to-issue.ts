import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import type { Transaction } from "@/lib/db/transaction";
import { recordEffects } from "@/lib/services/runs/record-effects";

/** Has a redemption issued as soon as its transaction commits. */
export async function askToIssue(tx: Transaction, { storeId, id }: Redemption): Promise<void> {
  const data = { storeId: String(storeId), redemptionId: String(id) };
  await recordEffects(tx, storeId, [
    { key: `redemption/${id}/issue`, event: { name: "redemptions/held", data } },
  ]);
}
