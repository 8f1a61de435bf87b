import { readSpendable } from "@/lib/db/expiry/read-spendable";
import { lockBalances } from "@/lib/db/ledger/lock-balances";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import type { TransactionInput } from "@/lib/db/ledger/transaction-input";
import { inTransactionAgain } from "@/lib/db/transaction";
import { pointsDue } from "@/lib/loyalty/expiry/expiring-points";
import { startOfDay } from "@/lib/loyalty/local-day";
import type { StoreExpiryRules } from "@/lib/services/expiry/load-expiry-rules";

export type PostExpiryInput = {
  storeId: bigint;
  rules: StoreExpiryRules;
  /** The local day that has begun. */
  day: string;
  customerIds: readonly bigint[];
};

/**
 * Expires what is over for these customers, in one transaction: decided from the ledger under the lock of their
 * balances, once a customer and day. @returns how many points went
 */
export function postExpiry({ storeId, rules, day, customerIds }: PostExpiryInput): Promise<number> {
  return inTransactionAgain(async (tx) => {
    const balances = await lockBalances(tx, storeId, customerIds);
    const { timeZone } = rules;
    const histories = await readSpendable(tx, storeId, { customerIds, timeZone });
    const transactions = [...histories].flatMap(([customerId, history]) => {
      const available = balances.get(customerId)?.available ?? 0;
      const points = pointsDue({ ...history, available }, rules, day);
      return points > 0 ? [expiryOf(customerId, points, { rules, day })] : [];
    });
    const results = await postTransactions(tx, storeId, transactions);
    return results.reduce(
      (sum, { status }, index) => sum + (status === "posted" ? pointsOf(transactions[index]) : 0),
      0,
    );
  });
}

function pointsOf(transaction: TransactionInput | undefined): number {
  return transaction?.entries.find(({ account }) => account === "program:expired")?.amount ?? 0;
}

function expiryOf(
  customerId: bigint,
  points: number,
  { rules, day }: Pick<PostExpiryInput, "rules" | "day">,
): TransactionInput {
  const { mode, months, timeZone, programVersionId } = rules;
  return {
    key: `expiry/${customerId}/${day}`,
    type: "expiry",
    customerId,
    entries: [
      { account: "customer:available", amount: -points },
      { account: "program:expired", amount: points },
    ],
    explanation: {
      version: 1,
      subject: "expiry",
      rules: [{ key: "expiry", outcome: "applied", why: `expiry.${mode}`, inputs: { points, months, day } }],
    },
    occurredAt: startOfDay(day, timeZone),
    programVersionId,
  };
}
