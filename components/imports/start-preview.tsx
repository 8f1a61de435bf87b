import type { UseQueryResult } from "@tanstack/react-query";
import { BellOff, CircleAlert, type LucideIcon, Scale, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { countOf } from "@/components/imports/import-status";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { formatNumber } from "@/lib/format/format-points";
import type { ImportPreview } from "@/lib/schemas/admin/imports";

type StartPreviewProps = { preview: UseQueryResult<ImportPreview>; version: number };

/** How many orders there are, and what an import does with them. */
export function StartPreview({ preview, version }: StartPreviewProps) {
  return (
    <section aria-label="What will happen" className="min-w-0 rounded-normal bg-secondary-10 p-5">
      <div aria-live="polite">
        <Found preview={preview} />
      </div>
      <ul className="mt-4 flex flex-col gap-3 border-hairline border-t pt-4 text-sm">
        <Fact icon={Scale}>
          Points come by your current rule (version {version}), less what was refunded. An order that has
          earned already does not earn again.
        </Fact>
        <Fact icon={BellOff}>Customers see them at once. Nobody is notified.</Fact>
        <Fact icon={Undo2}>You can stop at any time, and take all of it back with one click.</Fact>
      </ul>
    </section>
  );
}

function Found({ preview }: { preview: StartPreviewProps["preview"] }) {
  if (preview.isError) {
    return (
      <div className="flex items-start gap-3">
        <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-danger-50" />
        <div className="min-w-0">
          <p className="font-medium">The orders could not be counted</p>
          <p className="text-muted text-sm [overflow-wrap:anywhere]">{preview.error.message}</p>
          <Button className="mt-3" size="small" busy={preview.isFetching} onClick={() => preview.refetch()}>
            Try again
          </Button>
        </div>
      </div>
    );
  }
  if (!preview.data) return preview.isFetching ? <Counting /> : <p className="text-muted">Choose a day.</p>;
  const { orders, earning } = preview.data;
  return (
    <>
      <p className="tabular font-semibold text-2xl tracking-[-0.018em]">{countOf(orders, "order")}</p>
      <p className="mt-1 text-muted">{describe(orders, earning)}</p>
    </>
  );
}

function describe(orders: number, earning: number | null): string {
  if (orders === 0) return "No orders were placed in this time.";
  if (earning === null) return "Those in a status that earns get points.";
  if (earning === 0) return "None of them is in a status that earns, so nothing would happen.";
  if (earning === orders) return `${orders === 1 ? "It is" : "All are"} in a status that earns.`;
  return `${formatNumber(earning)} of them in a status that earns; the others are looked at and get nothing.`;
}

function Counting() {
  return (
    <div role="status">
      <span className="sr-only">Counting the orders</span>
      <Skeleton className="h-8 w-36" />
      <Skeleton className="mt-2 h-4 w-56" />
    </div>
  );
}

function Fact({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2.5">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <span className="min-w-0">{children}</span>
    </li>
  );
}
