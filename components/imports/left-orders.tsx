import { countOf } from "@/components/imports/import-status";
import { formatNumber } from "@/lib/format/format-points";
import type { OrderImport } from "@/lib/schemas/admin/imports";

/** Orders that kept their points when the import was taken back, each with the reason. Nothing when there are none. */
export function LeftOrders({ left: { orders, named } }: Pick<OrderImport, "left">) {
  if (orders === 0) return null;
  const more = orders - named.length;
  return (
    <div className="w-full rounded-normal bg-warning-10 px-4 py-3 text-sm [overflow-wrap:anywhere]">
      <p className="font-medium">{countOf(orders, "order")} could not be taken back</p>
      <ul className="mt-1">
        {named.map(({ orderId, reason }) => (
          <li key={orderId}>
            Order {orderId}: {reason}
          </li>
        ))}
        {more > 0 ? <li>… and {formatNumber(more)} more</li> : null}
      </ul>
    </div>
  );
}
