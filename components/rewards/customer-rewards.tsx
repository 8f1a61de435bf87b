"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Gift } from "lucide-react";
import { CancelReward } from "@/components/rewards/cancel-reward";
import { redemptionsQuery } from "@/components/rewards/queries";
import { redemptionStates } from "@/components/rewards/reward-states";
import { SettleCredit } from "@/components/rewards/settle-credit";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DateOnly } from "@/components/ui/instant";
import { PagedList } from "@/components/ui/paged-list";
import { EmptyState } from "@/components/ui/states";
import { formatNumber } from "@/lib/format/format-points";
import type { RedemptionRow } from "@/lib/schemas/admin/rewards";

/** The rewards one customer bought, with what staff can do about them. */
export function CustomerRewards({ customerId }: { customerId: number }) {
  const redemptions = useInfiniteQuery(redemptionsQuery(customerId));
  return (
    <Card aria-label="Rewards">
      <PagedList
        query={redemptions}
        noun="rewards"
        empty={
          <EmptyState icon={Gift} title="No rewards yet">
            Rewards this customer buys with points appear here.
          </EmptyState>
        }
      >
        {(items) => (
          <ul>
            {items.map((item) => (
              <RewardItem key={item.id} customerId={customerId} item={item} />
            ))}
          </ul>
        )}
      </PagedList>
    </Card>
  );
}

function RewardItem({ customerId, item }: { customerId: number; item: RedemptionRow }) {
  const [label, tone] = redemptionStates[item.state];
  // A reward that is used has a problem when it was used after its end.
  const tellsProblem = ["pending", "unclear", "failed", "used"].includes(item.state);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-hairline border-b px-5 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-60">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="font-medium [overflow-wrap:anywhere]">{item.name}</span>
          <Badge tone={tone}>{label}</Badge>
        </div>
        <p className="mt-0.5 text-muted text-sm [overflow-wrap:anywhere]">
          {formatNumber(item.pointsSpent)} points · <DateOnly at={item.createdAt} />
          {item.code ? <span className="tabular"> · {item.code}</span> : null}
          {item.expiresAt && item.state === "ready" ? (
            <>
              {" "}
              · valid until <DateOnly at={item.expiresAt} />
            </>
          ) : null}
        </p>
        {item.problem && tellsProblem ? <p className="mt-0.5 text-sm">{item.problem}</p> : null}
        {item.cancelledBy ? (
          <p className="mt-0.5 text-muted text-sm [overflow-wrap:anywhere]">
            Cancelled by {item.cancelledBy}
          </p>
        ) : null}
      </div>
      {item.state === "unclear" ? <SettleCredit customerId={customerId} item={item} /> : null}
      {item.cancellable && item.state !== "unclear" ? (
        <CancelReward customerId={customerId} item={item} />
      ) : null}
    </li>
  );
}
