import { findLatestProofs, type ProofRecord } from "@/lib/db/ledger/proofs";
import { ledgerCheckCount } from "@/lib/db/ledger/verify-ledger";
import type { FinishedProof, ProofResponse } from "@/lib/schemas/admin/proof";

/** The last result of checking a store's ledger against itself, and how far the next one is. */
export async function getProof(storeId: bigint): Promise<ProofResponse> {
  const { last, open } = await findLatestProofs(storeId);
  return {
    last: last && describeFinished(last),
    open: open && {
      status: open.status === "running" ? "running" : "queued",
      checksDone: open.checksDone,
      checks: ledgerCheckCount,
      requestedAt: open.requestedAt.toISOString(),
    },
  };
}

function describeFinished(proof: ProofRecord): FinishedProof {
  const { transactions, differenceCount, triggeredBy, error, requestedAt, startedAt, finishedAt } = proof;
  const { differences: findings } = proof;
  return {
    status: proof.status === "failed" ? "failed" : "done",
    triggeredBy,
    transactions: transactions ?? 0,
    differenceCount,
    findings,
    error,
    startedAt: (startedAt ?? requestedAt).toISOString(),
    finishedAt: (finishedAt ?? requestedAt).toISOString(),
  };
}
