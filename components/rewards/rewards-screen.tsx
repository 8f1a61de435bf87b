"use client";

import { useQuery } from "@tanstack/react-query";
import { rewardsQuery } from "@/components/rewards/queries";
import { RepairRewards } from "@/components/rewards/repair-rewards";
import { needsRepair, rewardStates } from "@/components/rewards/reward-states";
import { StarterRewards } from "@/components/rewards/starter-rewards";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import { formatNumber } from "@/lib/format/format-points";
import type { RewardRow } from "@/lib/schemas/admin/rewards";

/** What points buy: how each reward stands at BigCommerce, and what became of its codes. */
export function RewardsScreen() {
  const query = useQuery(rewardsQuery());
  const rewards = query.data?.rewards ?? [];
  return (
    <>
      <PageHeader
        title="Rewards"
        description="The rewards of your published program, with their promotions at BigCommerce."
      >
        {rewards.length > 0 ? <RepairRewards isNeeded={rewards.some(needsRepair)} /> : null}
      </PageHeader>
      <Card aria-label="Rewards">
        {query.isPending ? <SkeletonRows label="Loading rewards" /> : null}
        {query.isError && !query.data ? (
          <ErrorState
            title="The rewards could not be loaded"
            error={query.error}
            onRetry={() => query.refetch()}
          />
        ) : null}
        {query.data && rewards.length === 0 ? <StarterRewards starter={query.data.starter} /> : null}
        {rewards.length > 0 ? <RewardList rewards={rewards} /> : null}
      </Card>
    </>
  );
}

function RewardList({ rewards }: { rewards: RewardRow[] }) {
  return (
    <ul>
      {rewards.map((reward) => {
        const [label, tone] = rewardStates[reward.state];
        return (
          <li key={reward.id} className="border-hairline border-b px-5 py-3 last:border-b-0">
            <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <span className="font-medium [overflow-wrap:anywhere]">{reward.name}</span>
              <Badge tone={tone}>{label}</Badge>
            </div>
            <p className="tabular mt-0.5 text-muted text-sm">
              {formatNumber(reward.issued)} issued · {formatNumber(reward.used)} used ·{" "}
              {formatNumber(reward.held)} held
              {reward.lost > 0 ? (
                <span className="text-danger-60"> · {formatNumber(reward.lost)} held but deleted</span>
              ) : null}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
