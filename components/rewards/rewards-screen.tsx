"use client";

import { useQuery } from "@tanstack/react-query";
import { Gift } from "lucide-react";
import { rewardsQuery } from "@/components/rewards/queries";
import { RepairRewards } from "@/components/rewards/repair-rewards";
import { needsRepair, rewardStates } from "@/components/rewards/reward-states";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState, ErrorState } from "@/components/ui/states";
import { Cell, HeadCell, Row, Table } from "@/components/ui/table";
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
        {query.data && rewards.length === 0 ? (
          <EmptyState icon={Gift} title="No rewards yet">
            Rewards appear here once a program that has some is published.
          </EmptyState>
        ) : null}
        {rewards.length > 0 ? <RewardTable rewards={rewards} /> : null}
      </Card>
    </>
  );
}

function RewardTable({ rewards }: { rewards: RewardRow[] }) {
  return (
    <Table>
      <thead>
        <tr>
          <HeadCell>Reward</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell className="text-right">Issued</HeadCell>
          <HeadCell className="text-right">Used</HeadCell>
          <HeadCell className="text-right">Held</HeadCell>
        </tr>
      </thead>
      <tbody>
        {rewards.map((reward) => {
          const [label, tone] = rewardStates[reward.state];
          return (
            <Row key={reward.id}>
              <Cell className="min-w-40 font-medium [overflow-wrap:anywhere]">{reward.name}</Cell>
              <Cell>
                <Badge tone={tone}>{label}</Badge>
                {reward.lost > 0 ? (
                  <span className="mt-1 block text-danger-60 text-xs">
                    {formatNumber(reward.lost)} held but deleted
                  </span>
                ) : null}
              </Cell>
              <Cell className="tabular text-right">{formatNumber(reward.issued)}</Cell>
              <Cell className="tabular text-right">{formatNumber(reward.used)}</Cell>
              <Cell className="tabular text-right">{formatNumber(reward.held)}</Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
