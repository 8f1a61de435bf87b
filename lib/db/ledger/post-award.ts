import { awardStatement } from "@/lib/db/ledger/award-statement";
import { type LedgerExecutor, runStatement } from "@/lib/db/ledger/executor";
import { findStanding, type PostResult } from "@/lib/db/ledger/find-standing";
import { inputHash, type TransactionInput } from "@/lib/db/ledger/transaction-input";
import { AppError } from "@/lib/errors";
import type { LedgerAccount } from "@/lib/loyalty/posting";

/** Points that come to one customer from no order: an activity, an adjustment upwards, an import. */
export type AwardInput = Omit<TransactionInput, "entries" | "orderId" | "correctsId"> & {
  type: "action_award" | "adjustment" | "import";
  /** > 0 */
  points: number;
};

const counterAccounts: Record<AwardInput["type"], LedgerAccount> = {
  action_award: "program:issued",
  adjustment: "program:adjusted",
  import: "program:imported",
};

/**
 * Posts one award in one statement: a debt is paid first, the rest becomes available. Answers like
 * {@link postTransactions}; no need to lock or read anything before.
 * @throws AppError `not_found` when the customer is not of this store, `bad_request` when points are not positive
 */
export async function postAward(
  executor: LedgerExecutor,
  storeId: bigint,
  input: AwardInput,
): Promise<PostResult> {
  const { points, ...transaction } = input;
  if (!Number.isSafeInteger(points) || points <= 0) throw new AppError("bad_request", "an award is above 0");
  const counter = counterAccounts[input.type];
  const entries = [
    { account: "customer:available" as const, amount: points },
    { account: counter, amount: -points },
  ];
  const hash = inputHash({ ...transaction, entries });
  const id = (value: bigint | null | undefined) => (value == null ? null : String(value));
  const [posted] = await runStatement<{ id: bigint | number }>(executor, awardStatement, [
    String(storeId),
    String(input.customerId),
    input.type,
    input.key,
    hash,
    String(points),
    counter,
    id(input.programVersionId),
    input.description ?? null,
    input.internalNote ?? null,
    id(input.actorId),
    JSON.stringify(input.explanation),
    input.occurredAt.toISOString(),
  ]);
  if (posted) return { key: input.key, status: "posted", transactionId: BigInt(posted.id) };
  const [result] = await findStanding(executor, storeId, [{ input, hash }]);
  if (!result) throw new AppError("internal", `no answer for ${input.key}`);
  return result;
}
