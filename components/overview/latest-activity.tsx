"use client";

import { useQuery } from "@tanstack/react-query";
import { Sprout } from "lucide-react";
import { AppLink } from "@/components/shell/app-link";
import { latestTransactionsQuery } from "@/components/transactions/queries";
import { TransactionList } from "@/components/transactions/transaction-list";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState, ErrorState } from "@/components/ui/states";

/** The latest few points transactions of the store. */
export function LatestActivity() {
  const latest = useQuery(latestTransactionsQuery());
  return (
    <Card aria-labelledby="latest-activity">
      <CardHeader id="latest-activity" title="Latest points activity">
        <Button asChild size="small" variant="subtle">
          <AppLink href="/dashboard/activity">View all</AppLink>
        </Button>
      </CardHeader>
      <div className="border-hairline border-t">
        {latest.isPending ? (
          <SkeletonRows rows={4} label="Loading the latest activity" />
        ) : !latest.data ? (
          <ErrorState
            title="The latest activity could not be loaded"
            error={latest.error}
            onRetry={() => latest.refetch()}
          />
        ) : latest.data.items.length === 0 ? (
          <EmptyState icon={Sprout} title="No points yet">
            When an order reaches your award status, what the customer earned appears here.
          </EmptyState>
        ) : (
          <TransactionList transactions={latest.data.items} showCustomer />
        )}
      </div>
    </Card>
  );
}
