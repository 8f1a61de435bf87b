import { findUnsealedStores } from "@/lib/db/ledger/find-unsealed-stores";
import { sealLedger } from "@/lib/services/ledger/seal-ledger";

const storesPerRun = 5_000;

/** Seals whatever any store has posted since its last block. */
export async function sealAllLedgers(): Promise<{ stores: number; sealed: number }> {
  const storeIds = await findUnsealedStores(storesPerRun);
  let sealed = 0;
  for (const storeId of storeIds) sealed += (await sealLedger(storeId)).sealed;
  return { stores: storeIds.length, sealed };
}
