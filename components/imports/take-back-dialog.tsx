"use client";

import { countOf } from "@/components/imports/import-status";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { OrderImport } from "@/lib/schemas/admin/imports";

type TakeBackDialogProps = {
  item: OrderImport;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  busy: boolean;
  onConfirm: () => void;
};

/** Says what taking an import back does, before it does. */
export function TakeBackDialog({ item, ...dialog }: TakeBackDialogProps) {
  const { points, orders, customers, withdrawn } = item.awarded;
  const from = `${countOf(customers, "customer")}, for ${countOf(orders - withdrawn, "order")}`;
  const left = item.left.orders;
  return (
    <ConfirmDialog
      {...dialog}
      title="Take this import back?"
      description={
        <div className="flex flex-col gap-2">
          <p>
            {left > 0
              ? `What could not be taken back is tried once more: ${countOf(left, "order")}.`
              : `The ${countOf(points, "point")} it gave go again from ${from}: all but what refunds took already.`}
          </p>
          <p>
            Points that were spent meanwhile are treated as your refund rule says. Orders that earned as they
            happened keep their points. Nobody is notified, and you can import again afterwards.
          </p>
        </div>
      }
      confirmLabel="Take back"
      tone="danger"
    />
  );
}
