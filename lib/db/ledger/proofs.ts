import { db, pool } from "@/lib/db/client";
import type { RawTransaction } from "@/lib/db/transaction";

export type ProofRecord = {
  id: number;
  status: "queued" | "running" | "done" | "failed";
  triggeredBy: "person" | "schedule";
  checksDone: number;
  transactions: number | null;
  differenceCount: number;
  differences: ProofFinding[];
  error: string | null;
  requestedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
};

/** What one check found: how many rows differ (counted up to a bound), and the first of them. */
export type ProofFinding = { check: string; count: number; rows: Record<string, unknown>[] };

const columns = `id, status, triggered_by AS "triggeredBy", checks_done AS "checksDone", transactions,
  difference_count AS "differenceCount", differences, error, requested_at AS "requestedAt",
  started_at AS "startedAt", finished_at AS "finishedAt"`;

/** The store's latest finished proof, and the one that is queued or running. */
export async function findLatestProofs(
  storeId: bigint,
): Promise<{ last: ProofRecord | null; open: ProofRecord | null }> {
  const { rows } = await pool().query<ProofRecord>({
    name: "ledger-find-latest-proofs-1",
    text: `(SELECT ${columns} FROM ledger_proofs
             WHERE store_id = $1 AND status IN ('done', 'failed') ORDER BY id DESC LIMIT 1)
           UNION ALL
           (SELECT ${columns} FROM ledger_proofs WHERE store_id = $1 AND status IN ('queued', 'running'))`,
    values: [String(storeId)],
  });
  const isOpen = (row: ProofRecord) => row.status === "queued" || row.status === "running";
  return { last: rows.find((row) => !isOpen(row)) ?? null, open: rows.find(isOpen) ?? null };
}

/** Queues a proof for each of the stores that has none open, and returns those. */
export async function openProofs(
  tx: RawTransaction,
  storeIds: bigint[],
  triggeredBy: ProofRecord["triggeredBy"],
): Promise<{ storeId: string; proofId: string }[]> {
  const rows = await tx.$queryRawUnsafe<{ storeId: bigint; proofId: bigint }[]>(
    `INSERT INTO ledger_proofs (store_id, triggered_by)
     SELECT unnest($1::bigint[]), $2::ledger_proof_trigger ON CONFLICT DO NOTHING
     RETURNING store_id AS "storeId", id AS "proofId"`,
    storeIds.map(String),
    triggeredBy,
  );
  return rows.map((row) => ({ storeId: String(row.storeId), proofId: String(row.proofId) }));
}

/** False when the proof is over already, or is not the store's. A second start begins from the first check. */
export async function startProof(storeId: bigint, proofId: bigint, at: Date): Promise<boolean> {
  const { count } = await db().ledgerProof.updateMany({
    where: { storeId, id: proofId, status: { in: ["queued", "running"] } },
    data: { status: "running", checksDone: 0, startedAt: at },
  });
  return count === 1;
}

export async function saveProofProgress(storeId: bigint, proofId: bigint, checksDone: number): Promise<void> {
  await db().ledgerProof.updateMany({
    where: { storeId, id: proofId, status: "running" },
    data: { checksDone },
  });
}

export async function finishProof(
  storeId: bigint,
  proofId: bigint,
  result: { transactions: number; findings: ProofFinding[] },
  at: Date,
): Promise<void> {
  const { transactions, findings } = result;
  await pool().query(
    `UPDATE ledger_proofs SET status = 'done', finished_at = $3, transactions = $4, difference_count = $5,
            differences = $6::jsonb, error = NULL
      WHERE store_id = $1 AND id = $2 AND status = 'running'`,
    [
      String(storeId),
      String(proofId),
      at,
      transactions,
      findings.reduce((sum, finding) => sum + finding.count, 0),
      JSON.stringify(findings),
    ],
  );
}

/** The proof could not be made; says nothing of the ledger. */
export async function failProof(storeId: bigint, proofId: bigint, error: string, at: Date): Promise<void> {
  await db().ledgerProof.updateMany({
    where: { storeId, id: proofId, status: { in: ["queued", "running"] } },
    data: { status: "failed", error: error.slice(0, 500), finishedAt: at },
  });
}

/** Proofs finished before `before` go. */
export async function deleteProofsBefore(storeId: bigint, before: Date): Promise<void> {
  await db().ledgerProof.deleteMany({ where: { storeId, finishedAt: { lt: before } } });
}
