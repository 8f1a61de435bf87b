import type { Metadata } from "next";
import { DashboardPage, type SearchParams } from "@/app/dashboard/dashboard-page";
import { rewardKeys } from "@/components/rewards/queries";
import { RewardsScreen } from "@/components/rewards/rewards-screen";
import { listRewards } from "@/lib/services/redemptions/list-rewards";

export const metadata: Metadata = { title: "Rewards" };

export default function RewardsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <DashboardPage
      searchParams={searchParams}
      prefetch={(client, { store }) =>
        client.prefetchQuery({ queryKey: rewardKeys.all, queryFn: () => listRewards(store.id) })
      }
    >
      <RewardsScreen />
    </DashboardPage>
  );
}
