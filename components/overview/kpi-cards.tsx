import { ArrowDownRight, ArrowUpRight } from "lucide-react";
import { Card, Tile } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { formatNumber, percentChange } from "@/lib/format/format-points";
import type { Overview } from "@/lib/schemas/admin/overview";

const grid = "grid grid-cols-2 gap-3 tablet:gap-5 frame:grid-cols-4";

export function KpiCards({ overview: { kpis, pointsLabel } }: { overview: Overview }) {
  const points = pointsLabel.other;
  return (
    <dl className={grid}>
      <Tile
        label="Members"
        value={formatNumber(kpis.members)}
        note={<>of {formatNumber(kpis.customers)} customers</>}
      />
      <Tile
        label={`${capitalize(points)} issued`}
        value={formatNumber(kpis.pointsIssued.now)}
        note={<Comparison {...kpis.pointsIssued} />}
      />
      <Tile
        label="Orders awarded"
        value={formatNumber(kpis.ordersAwarded.now)}
        note={<Comparison {...kpis.ordersAwarded} />}
      />
      <Tile
        label={`${capitalize(points)} outstanding`}
        value={formatNumber(kpis.pointsOutstanding)}
        note={<>held by customers now</>}
      />
    </dl>
  );
}

/** Thirty days against the thirty before; the arrow only repeats the sign. */
function Comparison({ now, before }: { now: number; before: number }) {
  const percent = percentChange(now, before);
  if (percent === null) return "last 30 days";
  if (percent === 0) return "last 30 days, unchanged";
  const Icon = percent > 0 ? ArrowUpRight : ArrowDownRight;
  return (
    <span className="flex flex-wrap items-center gap-x-1">
      <span
        className={`tabular inline-flex items-center font-medium ${percent > 0 ? "text-success-60" : "text-danger-60"}`}
      >
        <Icon aria-hidden className="size-3.5" />
        {Math.abs(percent)}%<span className="sr-only">{percent > 0 ? " more" : " less"}</span>
      </span>
      vs. previous 30 days
    </span>
  );
}

export function KpiSkeletons() {
  return (
    <div className={grid}>
      {["members", "issued", "orders", "outstanding"].map((name) => (
        <Card key={name} className="px-5 py-4">
          <Skeleton className="h-3.5 w-24" />
          <Skeleton className="mt-3 h-7 w-28" />
          <Skeleton className="mt-3 h-3 w-32" />
        </Card>
      ))}
    </div>
  );
}

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
