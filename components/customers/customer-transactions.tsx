"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { transactionsQuery } from "@/components/transactions/queries";
import { TransactionList } from "@/components/transactions/transaction-list";
import { Card } from "@/components/ui/card";
import { PagedList } from "@/components/ui/paged-list";
import { EmptyState } from "@/components/ui/states";

/** Every change of one customer's points. */
export function CustomerTransactions({ customerId }: { customerId: number }) {
  const transactions = useInfiniteQuery(transactionsQuery({ customerId }));
  return (
    <Card aria-label="Points transactions">
      <PagedList
        query={transactions}
        noun="transactions"
        empty={
          <EmptyState icon={History} title="No points yet">
            This customer has not earned or lost any points so far. Orders that earned nothing are under
            Orders, each with the reason.
          </EmptyState>
        }
      >
        {(items) => <TransactionList transactions={items} showCustomer={false} />}
      </PagedList>
    </Card>
  );
}
