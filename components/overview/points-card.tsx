"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { PointsTable } from "@/components/overview/points-table";
import { Card, CardHeader } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { formatNumber } from "@/lib/format/format-points";
import type { Overview, PointsDay } from "@/lib/schemas/admin/overview";

/** The chart library is the largest thing on the page: it arrives after everything else stands. */
const PointsChart = dynamic(() => import("@/components/overview/points-chart").then((m) => m.PointsChart), {
  ssr: false,
  loading: () => <Skeleton className="h-60" />,
});

type PointsCardProps = { days: PointsDay[]; label: Overview["pointsLabel"] };

/** Points issued and reversed by day, as a picture or as figures. */
export function PointsCard({ days, label }: PointsCardProps) {
  const [view, setView] = useState<"chart" | "table">("chart");
  const issued = days.reduce((total, day) => total + day.issued, 0);
  const reversed = days.reduce((total, day) => total + day.reversed, 0);
  return (
    <Card aria-labelledby="points-by-day">
      <CardHeader
        id="points-by-day"
        title={`${label.other.charAt(0).toUpperCase()}${label.other.slice(1)} by day`}
        description="Last 30 days, in your store’s time zone"
      >
        <Segmented
          label="Show as"
          value={view}
          onValueChange={setView}
          options={[
            { value: "chart", label: "Chart" },
            { value: "table", label: "Table" },
          ]}
        />
      </CardHeader>
      <div className="flex gap-6 px-5 pb-3 text-sm">
        <Legend color="bg-primary-40" label="Issued" value={issued} />
        <Legend color="bg-secondary-40" label="Reversed" value={reversed} />
      </div>
      {view === "table" ? (
        <PointsTable days={days} />
      ) : (
        <div className="px-3 pb-4">
          {issued + reversed === 0 ? <NothingYet /> : <PointsChart days={days} />}
        </div>
      )}
    </Card>
  );
}

function Legend({ color, label, value }: { color: string; label: string; value: number }) {
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className={`size-2.5 rounded-[3px] ${color}`} />
      <span className="text-muted">{label}</span>
      <span className="tabular font-medium">{formatNumber(value)}</span>
    </span>
  );
}

function NothingYet() {
  return (
    <div className="mx-2 grid h-60 place-items-center rounded-normal border border-line border-dashed text-center">
      <p className="max-w-xs px-4 text-muted">
        Nothing in the last 30 days. The first order that reaches your award status shows up here.
      </p>
    </div>
  );
}
