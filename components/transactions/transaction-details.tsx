"use client";

import { useQuery } from "@tanstack/react-query";
import { ExplanationPanel } from "@/components/transactions/explanation-panel";
import { transactionQuery } from "@/components/transactions/queries";
import { transactionTypeNames } from "@/components/transactions/transaction-type";
import { Fact, FactList } from "@/components/ui/fact-list";
import { Absolute } from "@/components/ui/instant";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import { formatChange } from "@/lib/format/format-points";

/** Everything one transaction knows: explanation, legs, version, times. */
export function TransactionDetails({ id }: { id: number }) {
  const detail = useQuery(transactionQuery(id));
  if (detail.isPending) return <Skeleton className="mt-2 h-20" />;
  if (!detail.data) {
    return (
      <ErrorState
        title="The explanation could not be loaded"
        error={detail.error}
        onRetry={() => detail.refetch()}
      />
    );
  }
  const { explanation, entries, ...transaction } = detail.data;
  return (
    <div className="flex flex-col gap-4">
      {explanation ? <ExplanationPanel explanation={explanation} /> : null}
      <FactList>
        <Fact label="Type">{transactionTypeNames[transaction.type]}</Fact>
        <Fact label="Written">
          <Absolute at={transaction.createdAt} />
        </Fact>
        <Fact label="Program version">{transaction.programVersion ?? "–"}</Fact>
        <Fact label="Transaction">{transaction.id}</Fact>
        {transaction.internalNote ? <Fact label="Internal note">{transaction.internalNote}</Fact> : null}
        <Fact label="Ledger entries">
          {entries.map((entry) => (
            <span key={entry.account} className="tabular block whitespace-nowrap font-mono text-xs">
              {entry.account} {formatChange(entry.amount)}
            </span>
          ))}
        </Fact>
      </FactList>
    </div>
  );
}
