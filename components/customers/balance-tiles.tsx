import { Tile } from "@/components/ui/card";
import { formatNumber } from "@/lib/format/format-points";
import type { CustomerProfile } from "@/lib/schemas/admin/customers";

/** What the customer holds now, and how it came about. */
export function BalanceTiles({ customer }: { customer: CustomerProfile }) {
  return (
    <dl className="grid grid-cols-2 gap-3 tablet:grid-cols-3 tablet:gap-5">
      <Tile
        label="Balance"
        className="col-span-2 tablet:col-span-1"
        value={formatNumber(customer.pointsAvailable)}
        note={`${formatNumber(customer.earnedTotal)} earned in all, ${formatNumber(customer.spentTotal)} gone`}
      />
      <Tile
        label="Pending"
        value={formatNumber(customer.pointsPending)}
        note={customer.pointsPending === 0 ? "Nothing on hold" : "Visible, not yet spendable"}
      />
      <Tile
        label="Debt"
        value={formatNumber(customer.pointsDebt)}
        alarming={customer.pointsDebt > 0}
        note={customer.pointsDebt === 0 ? "Nothing owed" : "Later earnings pay this first"}
      />
    </dl>
  );
}
