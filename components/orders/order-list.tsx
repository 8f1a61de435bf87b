import { OrderDetails } from "@/components/orders/order-details";
import { OrderOwner } from "@/components/orders/order-owner";
import { Badge } from "@/components/ui/badge";
import { DisclosureRow } from "@/components/ui/disclosure-row";
import { DateOnly } from "@/components/ui/instant";
import { formatMoney } from "@/lib/format/format-money";
import { formatNumber } from "@/lib/format/format-points";
import { orderStatusName } from "@/lib/format/order-status";
import type { OrderRow } from "@/lib/schemas/admin/orders";

type OrderListProps = { orders: OrderRow[]; showCustomer: boolean };

/** Orders, those that earned nothing too; each opens to why it holds what it holds. */
export function OrderList({ orders, showCustomer }: OrderListProps) {
  return (
    <ul>
      {orders.map((order) => (
        <DisclosureRow
          key={order.id}
          label={`Explain order ${order.bcOrderId}`}
          summary={<OrderSummary order={order} showCustomer={showCustomer} />}
        >
          {() => <OrderDetails orderNumber={order.bcOrderId} />}
        </DisclosureRow>
      ))}
    </ul>
  );
}

function OrderSummary({ order, showCustomer }: { order: OrderRow; showCustomer: boolean }) {
  const held = order.pointsAvailable + order.pointsPending;
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="tabular font-medium">#{order.bcOrderId}</span>
          <Badge>{orderStatusName(order.statusId)}</Badge>
          {showCustomer ? <OrderOwner order={order} /> : null}
        </div>
        <p className="tabular mt-0.5 text-muted text-sm">
          {formatMoney(order.totalMinor, order.currency, order.decimalPlaces)} ·{" "}
          <DateOnly at={order.placedAt} />
        </p>
      </div>
      <div className="whitespace-nowrap text-right">
        <p className={`tabular font-semibold ${held === 0 ? "text-muted" : ""}`}>{formatNumber(held)}</p>
        <p className="text-muted text-xs">
          {order.pointsPending > 0 ? `${formatNumber(order.pointsPending)} pending` : "points"}
        </p>
      </div>
    </div>
  );
}
