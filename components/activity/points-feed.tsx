"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Sprout } from "lucide-react";
import { transactionsQuery } from "@/components/transactions/queries";
import { TransactionList } from "@/components/transactions/transaction-list";
import { PagedList } from "@/components/ui/paged-list";
import { EmptyState } from "@/components/ui/states";

export function PointsFeed() {
  const transactions = useInfiniteQuery({ ...transactionsQuery({}), refetchInterval: 15_000 });
  return (
    <PagedList
      query={transactions}
      noun="transactions"
      empty={
        <EmptyState icon={Sprout} title="No points yet">
          When an order reaches your award status, what the customer earned appears here.
        </EmptyState>
      }
    >
      {(items) => <TransactionList transactions={items} showCustomer />}
    </PagedList>
  );
}
