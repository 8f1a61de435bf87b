"use client";

import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatDay } from "@/lib/format/format-date";
import { formatCompact, formatNumber } from "@/lib/format/format-points";
import type { PointsDay } from "@/lib/schemas/admin/overview";

const axis = { fontSize: 11, fill: "var(--color-muted)" };

/** Issued above the line, reversed below it. A picture only: the table beside it has the figures. */
export function PointsChart({ days }: { days: PointsDay[] }) {
  const data = days.map((day) => ({ day: day.day, issued: day.issued, reversed: -day.reversed }));
  return (
    <div
      role="img"
      aria-label="Points issued and reversed by day; choose Table for the figures"
      className="h-60"
    >
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={data}
          stackOffset="sign"
          barCategoryGap="28%"
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--color-hairline)" />
          <XAxis
            dataKey="day"
            tickFormatter={formatDay}
            tickLine={false}
            axisLine={false}
            tick={axis}
            minTickGap={28}
          />
          <YAxis tickFormatter={formatCompact} tickLine={false} axisLine={false} tick={axis} width={44} />
          <ReferenceLine y={0} stroke="var(--color-line)" />
          <Tooltip cursor={{ fill: "var(--color-secondary-10)" }} content={<DayTooltip days={days} />} />
          <Bar
            dataKey="issued"
            stackId="points"
            fill="var(--color-primary-40)"
            radius={[3, 3, 0, 0]}
            isAnimationActive={false}
          />
          <Bar
            dataKey="reversed"
            stackId="points"
            fill="var(--color-secondary-40)"
            radius={[3, 3, 0, 0]}
            isAnimationActive={false}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

type DayTooltipProps = { days: PointsDay[]; active?: boolean; label?: string | number };

function DayTooltip({ days, active, label }: DayTooltipProps) {
  const day = days.find((candidate) => candidate.day === label);
  if (!active || !day) return null;
  return (
    <div className="rounded-normal border border-line bg-surface px-3 py-2 text-sm shadow-floating">
      <p className="font-medium">{formatDay(day.day)}</p>
      <p className="tabular text-muted">
        {formatNumber(day.issued)} issued · {formatNumber(day.reversed)} reversed
      </p>
      <p className="tabular text-muted">{formatNumber(day.ordersAwarded)} orders</p>
    </div>
  );
}
