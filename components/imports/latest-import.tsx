import { ImportActions } from "@/components/imports/import-actions";
import { ImportFigures } from "@/components/imports/import-figures";
import { ImportProgressLine } from "@/components/imports/import-progress-line";
import { describeGift, describeStatus } from "@/components/imports/import-status";
import { LeftOrders } from "@/components/imports/left-orders";
import { Card, CardBody } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { DateOnly } from "@/components/ui/instant";
import type { OrderImport } from "@/lib/schemas/admin/imports";

/** The import at work, or the last one: how it stands, what it gave, and what can be done about it. */
export function LatestImport({ item }: { item: OrderImport }) {
  const { icon: Icon, label, spins } = describeStatus(item);
  const isTrouble = item.error !== null;
  return (
    <Card aria-labelledby="latest">
      <CardBody className="pt-5">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="flex min-w-0 items-start gap-3">
            <Icon
              aria-hidden
              className={cn(
                "mt-0.5 size-5 shrink-0",
                colourOf(item),
                spins && "animate-spin motion-reduce:animate-none",
              )}
            />
            <div className="min-w-0">
              <h2 id="latest" aria-live="polite" className="font-semibold text-lg tracking-[-0.006em]">
                {titleOf(item) ?? label}
              </h2>
              <p className="mt-0.5 text-muted text-sm">
                Orders from <DateOnly at={item.since} /> to <DateOnly at={item.until} />
              </p>
            </div>
          </div>
          <ImportActions item={item} />
        </div>
        {isTrouble ? (
          <p
            role="status"
            className="mt-4 rounded-normal bg-danger-10 px-4 py-3 text-danger-60 text-sm [overflow-wrap:anywhere]"
          >
            {item.error}
            {adviceOf(item)}
          </p>
        ) : null}
        {item.left.orders > 0 ? (
          <div className="mt-4">
            <LeftOrders left={item.left} />
          </div>
        ) : null}
        <ImportProgressLine item={item} />
        <ImportFigures item={item} />
      </CardBody>
    </Card>
  );
}

function titleOf(item: OrderImport): string | null {
  const { status, error, awarded } = item;
  if (status === "running") return error ? "Waiting to go on" : "Bringing in past orders";
  if (status === "done") return awarded.orders === 0 ? "Nothing to give points for" : describeGift(item);
  if (status === "cancelled") return "You stopped this import";
  if (status === "reverting" && !error) return "Taking points back";
  return null;
}

function adviceOf({ status }: OrderImport): string {
  if (status === "running") return " It is tried again until it works; nothing is lost.";
  return status === "failed" ? " It goes on where it stopped when you resume it." : "";
}

function colourOf({ status, error, left }: OrderImport): string {
  if (error || status === "failed" || left.orders > 0) return "text-danger-50";
  if (status === "done") return "text-success-50";
  return status === "running" || status === "reverting" ? "text-primary-40" : "text-muted";
}
