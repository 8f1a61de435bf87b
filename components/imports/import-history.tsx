import { ImportActions } from "@/components/imports/import-actions";
import { describeStatus } from "@/components/imports/import-status";
import { LeftOrders } from "@/components/imports/left-orders";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Absolute, DateOnly } from "@/components/ui/instant";
import { formatNumber } from "@/lib/format/format-points";
import type { OrderImport } from "@/lib/schemas/admin/imports";

/** Earlier imports: when, by whom, from which day, and what they gave. */
export function ImportHistory({ items }: { items: OrderImport[] }) {
  return (
    <Card aria-labelledby="history">
      <CardHeader id="history" title="Earlier imports" />
      <ul className="border-hairline border-t">
        {items.map((item) => (
          <HistoryRow key={item.id} item={item} />
        ))}
      </ul>
    </Card>
  );
}

function HistoryRow({ item }: { item: OrderImport }) {
  const { label, tone } = describeStatus(item);
  const { points, orders } = item.awarded;
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 border-hairline border-b px-5 py-4 last:border-b-0">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">
          Orders since <DateOnly at={item.since} />
        </p>
        <p className="text-muted text-sm [overflow-wrap:anywhere]">
          <Absolute at={item.startedAt} />
          {item.startedBy ? ` · ${item.startedBy}` : ""}
        </p>
      </div>
      <div className="tabular min-w-36 tablet:text-right">
        <p className="font-medium">{formatNumber(points)} points</p>
        <p className="text-muted text-sm">
          {formatNumber(orders)} of {formatNumber(item.done)} orders
        </p>
      </div>
      <Badge tone={tone}>{label}</Badge>
      <ImportActions item={item} />
      <LeftOrders left={item.left} />
    </li>
  );
}
