import {
  deleteProofsBefore,
  failProof,
  finishProof,
  type ProofFinding,
  saveProofProgress,
  startProof,
} from "@/lib/db/ledger/proofs";
import { countTransactions, verifyLedger } from "@/lib/db/ledger/verify-ledger";
import { logger } from "@/lib/logger";

/** Differing rows kept of each check: enough to see what happened, and the row stays small. */
const rowsKeptMax = 20;
const proofsKeptDays = 90;

/**
 * Checks one store's ledger against itself and writes the result to its proof. A repeat (after a kill) begins anew;
 * a proof that is over stays as it is.
 */
export async function proveLedger(
  { storeId, proofId }: { storeId: bigint; proofId: bigint },
  now: () => Date = () => new Date(),
): Promise<void> {
  if (!(await startProof(storeId, proofId, now()))) return;
  const transactions = await countTransactions(storeId);
  const findings: ProofFinding[] = [];
  let checksDone = 0;
  for await (const { name, differences } of verifyLedger(storeId)) {
    checksDone += 1;
    await saveProofProgress(storeId, proofId, checksDone);
    if (differences.length === 0) continue;
    findings.push({ check: name, count: differences.length, rows: differences.slice(0, rowsKeptMax) });
  }
  await finishProof(storeId, proofId, { transactions, findings }, now());
  await deleteProofsBefore(storeId, new Date(now().getTime() - proofsKeptDays * 86_400_000));
  if (findings.length > 0) {
    const checks = findings.map(({ check, count }) => ({ check, count }));
    logger.error({ storeId: String(storeId), checks }, "the ledger differs from itself");
  }
}

/** The proof cannot be made; the reason is shown on the dashboard. */
export function giveUpProof(storeId: bigint, proofId: bigint, reason: string): Promise<void> {
  return failProof(storeId, proofId, reason, new Date());
}
