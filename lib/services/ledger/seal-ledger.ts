import { findSettledTransactionId, sealNextBlock } from "@/lib/db/ledger/seal-block";

/**
 * Seals everything a store has posted into its hash chain. Posting never waits for the chain: sealing runs behind it,
 * from a cron, as often as liked and beside itself.
 */
export async function sealLedger(storeId: bigint): Promise<{ sealed: number }> {
  const throughId = await findSettledTransactionId(storeId);
  let sealed = 0;
  if (throughId === null) return { sealed };
  for (;;) {
    const count = await sealNextBlock(storeId, throughId);
    if (count === 0) return { sealed };
    sealed += count;
  }
}
