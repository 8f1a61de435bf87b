"use client";

import { useState } from "react";
import { useRedemptionAction } from "@/components/rewards/use-redemption-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatNumber } from "@/lib/format/format-points";
import type { RedemptionRow } from "@/lib/schemas/admin/rewards";

export function CancelReward({ customerId, item }: { customerId: number; item: RedemptionRow }) {
  const [open, setOpen] = useState(false);
  const action = useRedemptionAction(customerId, item.id, () => setOpen(false));
  return (
    <>
      <Button size="small" aria-label={`Cancel ${item.name}`} onClick={() => setOpen(true)}>
        Cancel…
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Cancel ${item.name}?`}
        description={
          <p>
            The code stops working and the customer gets {formatNumber(item.pointsSpent)} points back. This
            cannot be undone.
          </p>
        }
        confirmLabel="Cancel the reward"
        cancelLabel="Keep it"
        tone="danger"
        busy={action.isPending}
        onConfirm={() => action.mutate({ act: "cancel" })}
      />
    </>
  );
}
