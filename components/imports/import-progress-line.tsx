import { countOf } from "@/components/imports/import-status";
import { ProgressBar } from "@/components/ui/progress";
import { formatNumber } from "@/lib/format/format-points";
import { formatTimeLeft } from "@/lib/format/format-time-left";
import type { OrderImport } from "@/lib/schemas/admin/imports";

/** How far it has come, of how many, and how long it will still take. Nothing once it is over. */
export function ImportProgressLine({ item }: { item: OrderImport }) {
  const { status, awarded } = item;
  if (status === "reverting") {
    return (
      <Line
        label="Orders taken back"
        done={awarded.withdrawn}
        total={awarded.orders}
        text={`${formatNumber(awarded.withdrawn)} of ${countOf(awarded.orders, "order")} taken back`}
      />
    );
  }
  if (status !== "running" && status !== "failed" && status !== "cancelled") return null;
  return <Line label="Orders looked at" done={item.done} total={item.total} text={describe(item)} />;
}

function describe({ done, total, totalIs, secondsLeft }: OrderImport): string {
  if (total === null) return done === 0 ? "Counting the orders…" : `${countOf(done, "order")} looked at`;
  const all = totalIs === "counted" ? formatNumber(total) : `about ${formatNumber(total)}`;
  const left = secondsLeft === null ? "" : ` · ${formatTimeLeft(secondsLeft)}`;
  return `${formatNumber(done)} of ${all} orders looked at${left}`;
}

type LineProps = { label: string; done: number; total: number | null; text: string };

function Line({ label, done, total, text }: LineProps) {
  return (
    <div className="mt-5">
      <ProgressBar label={label} done={done} total={total} />
      <p className="tabular mt-2 text-sm">{text}</p>
    </div>
  );
}
