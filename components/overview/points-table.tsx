import { Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { formatDay } from "@/lib/format/format-date";
import { formatNumber } from "@/lib/format/format-points";
import type { PointsDay } from "@/lib/schemas/admin/overview";

/** The same days as the chart, newest first. */
export function PointsTable({ days }: { days: PointsDay[] }) {
  return (
    <div className="max-h-72 overflow-y-auto">
      <Table>
        <caption className="sr-only">Points issued and reversed by day</caption>
        <thead>
          <tr>
            <HeadCell>Day</HeadCell>
            <HeadCell className="text-right">Issued</HeadCell>
            <HeadCell className="text-right">Reversed</HeadCell>
            <HeadCell className="text-right">Orders awarded</HeadCell>
          </tr>
        </thead>
        <tbody className="tabular">
          {days.toReversed().map((day) => (
            <Row key={day.day}>
              <Cell className="py-2">{formatDay(day.day)}</Cell>
              <Cell className="py-2 text-right">{formatNumber(day.issued)}</Cell>
              <Cell className="py-2 text-right">{formatNumber(day.reversed)}</Cell>
              <Cell className="py-2 text-right">{formatNumber(day.ordersAwarded)}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
