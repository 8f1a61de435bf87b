import type { Metadata } from "next";
import { DashboardPage, type SearchParams } from "@/app/dashboard/dashboard-page";
import { ActivityScreen } from "@/components/activity/activity-screen";
import { transactionsQuery } from "@/components/transactions/queries";
import { listTransactions } from "@/lib/services/dashboard/list-transactions";

export const metadata: Metadata = { title: "Activity" };

export default function ActivityPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <DashboardPage
      searchParams={searchParams}
      prefetch={(client, { store }) =>
        client.prefetchInfiniteQuery({
          ...transactionsQuery({}),
          queryFn: () => listTransactions({ storeId: store.id, limit: 25 }),
        })
      }
    >
      <ActivityScreen />
    </DashboardPage>
  );
}
