import type { Metadata } from "next";
import { DashboardPage, type SearchParams } from "@/app/dashboard/dashboard-page";
import { OverviewScreen } from "@/components/overview/overview-screen";
import { overviewKeys } from "@/components/overview/queries";
import { latestCount, transactionKeys } from "@/components/transactions/queries";
import { getOverview } from "@/lib/services/dashboard/get-overview";
import { listTransactions } from "@/lib/services/dashboard/list-transactions";

export const metadata: Metadata = { title: "Overview" };

export default function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <DashboardPage
      searchParams={searchParams}
      prefetch={(client, { store }) =>
        Promise.all([
          client.prefetchQuery({ queryKey: overviewKeys.all, queryFn: () => getOverview(store) }),
          client.prefetchQuery({
            queryKey: transactionKeys.latest(),
            queryFn: () => listTransactions({ storeId: store.id, limit: latestCount }),
          }),
        ])
      }
    >
      <OverviewScreen />
    </DashboardPage>
  );
}
