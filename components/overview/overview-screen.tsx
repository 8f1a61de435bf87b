"use client";

import { useQuery } from "@tanstack/react-query";
import { Checklist } from "@/components/overview/checklist";
import { KpiCards, KpiSkeletons } from "@/components/overview/kpi-cards";
import { LatestActivity } from "@/components/overview/latest-activity";
import { PointsCard } from "@/components/overview/points-card";
import { overviewQuery } from "@/components/overview/queries";
import { SyncHealth } from "@/components/overview/sync-health";
import { useSession } from "@/components/session/use-session";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";

/** Where a merchant begins: what the program did lately, what is left to set up, whether all is in step. */
export function OverviewScreen() {
  const session = useSession();
  const overview = useQuery(overviewQuery());
  return (
    <>
      <PageHeader
        title={session?.storeName || "Overview"}
        description="How your points program is doing, at a glance."
      />
      {overview.data ? (
        <div className="flex flex-col gap-5">
          <Checklist checklist={overview.data.checklist} />
          <KpiCards overview={overview.data} />
          <div className="grid items-start gap-5 frame:grid-cols-[minmax(0,1fr)_18rem]">
            <div className="flex min-w-0 flex-col gap-5">
              <PointsCard days={overview.data.days} label={overview.data.pointsLabel} />
              <LatestActivity />
            </div>
            <SyncHealth sync={overview.data.sync} />
          </div>
        </div>
      ) : overview.isError ? (
        <Card>
          <ErrorState
            title="The overview could not be loaded"
            error={overview.error}
            onRetry={() => overview.refetch()}
          />
        </Card>
      ) : (
        <OverviewSkeleton />
      )}
    </>
  );
}

function OverviewSkeleton() {
  return (
    <div role="status" className="flex flex-col gap-5">
      <span className="sr-only">Loading the overview</span>
      <KpiSkeletons />
      <Card className="p-5">
        <Skeleton className="h-5 w-40" />
        <Skeleton className="mt-5 h-56" />
      </Card>
    </div>
  );
}
