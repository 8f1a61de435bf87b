import { Merge } from "lucide-react";
import { AppLink } from "@/components/shell/app-link";
import { TransactionDetails } from "@/components/transactions/transaction-details";
import { transactionTypeNames } from "@/components/transactions/transaction-type";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { DisclosureRow } from "@/components/ui/disclosure-row";
import { Relative } from "@/components/ui/instant";
import { PointsChange } from "@/components/ui/points-change";
import type { TransactionRow } from "@/lib/schemas/admin/transactions";

type TransactionListProps = {
  transactions: TransactionRow[];
  /** Leave out where every row is the same person's. */
  showCustomer: boolean;
};

/** Points transactions; each opens to its full explanation. */
export function TransactionList({ transactions, showCustomer }: TransactionListProps) {
  return (
    <ul>
      {transactions.map((transaction) => (
        <DisclosureRow
          key={transaction.id}
          label={`Explain ${transactionTypeNames[transaction.type]} ${transaction.id}`}
          summary={<TransactionSummary transaction={transaction} showCustomer={showCustomer} />}
        >
          {() => <TransactionDetails id={transaction.id} />}
        </DisclosureRow>
      ))}
    </ul>
  );
}

/** The row stands in the history of whom this customer was merged into. */
function MergedFrom({ customer }: Pick<TransactionRow, "customer">) {
  return (
    <Badge className="relative z-10 mt-1 max-w-full">
      <Merge aria-hidden className="size-3 shrink-0" />
      <AppLink
        href={`/dashboard/customers/${customer.id}`}
        className="truncate hover:text-ink hover:underline"
      >
        Merged from {customer.name}
      </AppLink>
    </Badge>
  );
}

type TransactionSummaryProps = { transaction: TransactionRow; showCustomer: boolean };

function TransactionSummary({ transaction, showCustomer }: TransactionSummaryProps) {
  const { customer } = transaction;
  const what = transaction.summary || transactionTypeNames[transaction.type];
  return (
    <div className="flex items-center gap-3">
      {showCustomer ? <Avatar name={customer.name} id={customer.id} /> : null}
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {showCustomer ? (
            <AppLink
              href={`/dashboard/customers/${customer.id}`}
              className="relative z-10 hover:text-primary-50 hover:underline"
            >
              {customer.name}
            </AppLink>
          ) : (
            what
          )}
        </p>
        <p className="text-muted text-sm">{showCustomer ? what : transactionTypeNames[transaction.type]}</p>
        {transaction.isMerged ? <MergedFrom customer={customer} /> : null}
        <p className="text-muted text-xs tablet:hidden">
          <Relative at={transaction.createdAt} />
        </p>
      </div>
      <Relative
        at={transaction.createdAt}
        className="hidden w-32 whitespace-nowrap text-right text-muted text-sm tablet:block"
      />
      <PointsChange value={transaction.pointsChange} className="min-w-14 text-right" />
    </div>
  );
}
