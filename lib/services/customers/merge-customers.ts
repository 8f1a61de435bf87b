import { lockBalances } from "@/lib/db/ledger/lock-balances";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import type { TransactionInput } from "@/lib/db/ledger/transaction-input";
import {
  countOrdersOf,
  findMergeRows,
  handOver,
  lockOrdersOf,
  type MergeRow,
} from "@/lib/db/merge-customers";
import { ChangedMeanwhileError } from "@/lib/db/passing-error";
import { inTransactionAgain, type Transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { planMerge } from "@/lib/loyalty/plan-merge";

export type MergeCustomersInput = {
  storeId: bigint;
  /** Who goes; their orders, points, activities and redemptions pass to `intoId`. */
  fromId: bigint;
  intoId: bigint;
  /** Store user who does it. */
  actorId: bigint | null;
  now: Date;
};

/** Each order of theirs that is applied meanwhile may send a merge back to its start. */
const attemptsMax = 50;

/** `merged: false`: it was done before. */
export type MergeCustomersResult = { merged: boolean; customerId: bigint };

/**
 * Makes two customers one, for ever: the ledger keeps both histories and moves what `fromId` holds by one transaction
 * on each side; what comes later for `fromId` (orders, log-ins) lands on `intoId`. Safe to repeat.
 * @throws AppError `not_found` when either is not of this store; `conflict` when they are the same, the heir is
 * excluded or merged away, or `fromId` was merged into somebody else
 */
export function mergeCustomers(input: MergeCustomersInput): Promise<MergeCustomersResult> {
  return inTransactionAgain((tx) => merge(tx, input), attemptsMax);
}

async function merge(tx: Transaction, input: MergeCustomersInput): Promise<MergeCustomersResult> {
  const { storeId, fromId, intoId, now } = input;
  if (fromId === intoId) throw new AppError("conflict", "A customer cannot be merged into themselves.");
  const orders = await lockOrdersOf(tx, storeId, fromId);
  const balances = await lockBalances(tx, storeId, [fromId, intoId]);
  // One that came while we waited is not locked: waiting for it now, with balances in hand, would be a deadlock.
  if ((await countOrdersOf(tx, storeId, fromId)) !== orders) throw new ChangedMeanwhileError("another order");
  const rows = await findMergeRows(tx, storeId, [fromId, intoId]);
  const [from, into] = [rows.get(fromId), rows.get(intoId)];
  const [held, heirs] = [balances.get(fromId), balances.get(intoId)];
  if (!from || !into || !held || !heirs) throw new AppError("not_found", "There is no such customer.");
  if (from.mergedIntoId === intoId) return { merged: false, customerId: intoId };
  refuse(from, into);
  const plan = planMerge(held, heirs);
  const sides = [
    transactionOf(input, { customerId: fromId, otherId: intoId, side: "out", entries: plan.from }),
    transactionOf(input, { customerId: intoId, otherId: fromId, side: "in", entries: plan.into }),
  ];
  await postTransactions(
    tx,
    storeId,
    sides.filter(({ entries }) => entries.length > 0),
  );
  await handOver(tx, storeId, { fromId, intoId, at: now });
  return { merged: true, customerId: intoId };
}

function refuse(from: MergeRow, into: MergeRow): void {
  if (from.mergedIntoId !== null)
    throw new AppError("conflict", "They were merged into somebody else before.");
  if (into.mergedIntoId !== null) throw new AppError("conflict", "Merge into whom they were merged into.");
  if (into.state === "disabled") throw new AppError("conflict", "Their balance is frozen.");
}

type Side = {
  customerId: bigint;
  otherId: bigint;
  side: "in" | "out";
  entries: TransactionInput["entries"];
};

function transactionOf({ actorId, now, fromId }: MergeCustomersInput, side: Side): TransactionInput {
  const { customerId, otherId, entries } = side;
  const why = side.side === "in" ? "merge.received" : "merge.given";
  return {
    key: `merge/${fromId}/${side.side}`,
    type: "merge",
    customerId,
    entries,
    actorId,
    occurredAt: now,
    explanation: {
      version: 1,
      subject: "merge",
      rules: [{ key: "merge", outcome: "applied", why, inputs: { customerId: Number(otherId) } }],
    },
  };
}
