import { ArrowDownRight, ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { formatNumber, percentChange } from "@/lib/format/format-points";
import type { Overview } from "@/lib/schemas/admin/overview";

const grid = "grid grid-cols-2 gap-3 tablet:gap-5 desktop:grid-cols-4";

export function KpiCards({ overview: { kpis, pointsLabel } }: { overview: Overview }) {
  const points = pointsLabel.other;
  return (
    <dl className={grid}>
      <Kpi label="Members" value={kpis.members}>
        of {formatNumber(kpis.customers)} customers
      </Kpi>
      <Kpi label={`${capitalize(points)} issued`} value={kpis.pointsIssued.now}>
        <Comparison {...kpis.pointsIssued} />
      </Kpi>
      <Kpi label="Orders awarded" value={kpis.ordersAwarded.now}>
        <Comparison {...kpis.ordersAwarded} />
      </Kpi>
      <Kpi label={`${capitalize(points)} outstanding`} value={kpis.pointsOutstanding}>
        held by customers now
      </Kpi>
    </dl>
  );
}

function Kpi({ label, value, children }: { label: string; value: number; children: ReactNode }) {
  return (
    <Card className="px-4 py-4 tablet:px-5">
      <dt className="truncate text-muted text-sm">{label}</dt>
      <dd>
        <span className="tabular mt-1 block font-semibold text-2xl tracking-[-0.022em] tablet:text-3xl">
          {formatNumber(value)}
        </span>
        <span className="mt-1 block text-muted text-xs">{children}</span>
      </dd>
    </Card>
  );
}

/** Thirty days against the thirty before; the arrow only repeats the sign. */
function Comparison({ now, before }: { now: number; before: number }) {
  const percent = percentChange(now, before);
  if (percent === null || percent === 0) {
    return now === before ? "last 30 days, unchanged" : "last 30 days";
  }
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
