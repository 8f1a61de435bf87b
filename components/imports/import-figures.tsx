import { Fact, FactList } from "@/components/ui/fact-list";
import { Absolute } from "@/components/ui/instant";
import { formatNumber } from "@/lib/format/format-points";
import type { OrderImport } from "@/lib/schemas/admin/imports";

/** What an import gave, to whom, and who asked for it. */
export function ImportFigures({ item }: { item: OrderImport }) {
  const { awarded, leftOut, migratedEarn } = item;
  return (
    <div className="mt-5 border-hairline border-t pt-4">
      <FactList>
        {item.status === "done" || item.status === "reverted" ? (
          <Fact label="Orders looked at">{formatNumber(item.done)}</Fact>
        ) : null}
        <Fact label="Orders with points">{formatNumber(awarded.orders)}</Fact>
        <Fact label="Points">{formatNumber(awarded.points)}</Fact>
        <Fact label="Customers">{formatNumber(awarded.customers)}</Fact>
        {migratedEarn === null ? null : (
          <Fact label="Migrated orders">{migratedEarn ? "Earn too" : "Left out"}</Fact>
        )}
        {leftOut > 0 ? <Fact label="Could not be read">{formatNumber(leftOut)}</Fact> : null}
        <Fact label="Started">
          <Absolute at={item.startedAt} />
          {item.startedBy ? ` by ${item.startedBy}` : ""}
        </Fact>
        {item.revertedAt ? (
          <Fact label="Taken back">
            <Absolute at={item.revertedAt} />
            {item.revertedBy ? ` by ${item.revertedBy}` : ""}
          </Fact>
        ) : null}
      </FactList>
    </div>
  );
}
