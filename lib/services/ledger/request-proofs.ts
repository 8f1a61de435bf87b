import { openProofs } from "@/lib/db/ledger/proofs";
import { listInstalledStoreIds } from "@/lib/db/stores";
import { inTransaction } from "@/lib/db/transaction";
import { type OutgoingEvent, sendEventsInTransaction } from "@/lib/events";
import type { ProofResponse } from "@/lib/schemas/admin/proof";
import { getProof } from "@/lib/services/ledger/get-proof";

const pageSize = 500;

/** Queues a check of the store's ledger; while one is queued or runs, that one is meant. */
export async function requestProof(storeId: bigint): Promise<ProofResponse> {
  await queueProofs([storeId], "person");
  return getProof(storeId);
}

/** Queues a check for one page of installed stores; returns where the next page begins (`null`: that was all). */
export async function requestNightlyProofs(afterStoreId: bigint): Promise<{ next: string | null }> {
  const ids = await listInstalledStoreIds(afterStoreId, pageSize);
  if (ids.length > 0) await queueProofs(ids, "schedule");
  return { next: ids.length < pageSize ? null : String(ids.at(-1)) };
}

async function queueProofs(storeIds: bigint[], triggeredBy: "person" | "schedule"): Promise<void> {
  await inTransaction(async (tx) => {
    const opened = await openProofs(tx, storeIds, triggeredBy);
    const events = opened.map((data): OutgoingEvent => ({ name: "ledger/prove.requested", data }));
    if (events.length > 0) await sendEventsInTransaction(tx, events);
  });
}
