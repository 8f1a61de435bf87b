import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { formatNumber } from "@/lib/format/format-points";
import type { CustomerProfile } from "@/lib/schemas/admin/customers";

/** What the customer holds now, and how it came about. */
export function BalanceTiles({ customer }: { customer: CustomerProfile }) {
  return (
    <dl className="grid gap-3 tablet:grid-cols-3 tablet:gap-5">
      <Tile
        label="Balance"
        value={customer.pointsAvailable}
        note={`${formatNumber(customer.earnedTotal)} earned in all, ${formatNumber(customer.spentTotal)} gone`}
      />
      <Tile
        label="Pending"
        value={customer.pointsPending}
        note={customer.pointsPending === 0 ? "Nothing on hold" : "Visible, not yet spendable"}
      />
      <Tile
        label="Debt"
        value={customer.pointsDebt}
        alarming={customer.pointsDebt > 0}
        note={customer.pointsDebt === 0 ? "Nothing owed" : "Later earnings pay this first"}
      />
    </dl>
  );
}

type TileProps = { label: string; value: number; note: string; alarming?: boolean };

function Tile({ label, value, note, alarming }: TileProps) {
  return (
    <Card className="px-5 py-4">
      <dt className="text-muted text-sm">{label}</dt>
      <dd>
        <span
          className={cn(
            "tabular mt-1 block font-semibold text-3xl tracking-[-0.022em]",
            alarming && "text-danger-60",
          )}
        >
          {formatNumber(value)}
        </span>
        <span className="mt-1 block text-muted text-xs">{note}</span>
      </dd>
    </Card>
  );
}
