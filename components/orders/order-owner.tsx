import { AppLink } from "@/components/shell/app-link";
import type { OrderRow } from "@/lib/schemas/admin/orders";

/** Whose order it is: a link to the customer, or the guest's e-mail address. */
export function OrderOwner({ order }: { order: Pick<OrderRow, "customer" | "guestEmail"> }) {
  if (order.customer) {
    return (
      <AppLink
        href={`/dashboard/customers/${order.customer.id}`}
        className="relative z-10 hover:text-primary-50 hover:underline"
      >
        {order.customer.name}
      </AppLink>
    );
  }
  return (
    <span className="text-muted [overflow-wrap:anywhere]">
      {order.guestEmail ? `Guest ${order.guestEmail}` : "Customer not known yet"}
    </span>
  );
}
