"use client";

import { useState } from "react";
import { useRedemptionAction } from "@/components/rewards/use-redemption-action";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { RedemptionRow } from "@/lib/schemas/admin/rewards";

const noteCharsMin = 3;

/** Nobody can know whether this store credit was set: a person looks at BigCommerce and decides. */
export function SettleCredit({ customerId, item }: { customerId: number; item: RedemptionRow }) {
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<string[]>([]);
  const action = useRedemptionAction(customerId, item.id, () => setOpen(false));
  const decide = (given: boolean) => {
    if (note.trim().length < noteCharsMin) return setProblem(["Say in a few words how you know."]);
    action.mutate({ act: "settle", body: { given, note: note.trim() } });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="small" aria-label={`Settle ${item.name}`}>
          Settle…
        </Button>
      }
      title={`Was ${item.name} given?`}
      description="BigCommerce did not say whether it set the store credit, and the amount was changed by somebody else as well. Look at the customer's store credit in the control panel, then decide."
    >
      <Field label="Note" hint="Kept with your name." errors={problem} className="mt-4">
        {(control) => (
          <Input
            {...control}
            value={note}
            maxLength={500}
            onChange={(event) => {
              setProblem([]);
              setNote(event.target.value);
            }}
          />
        )}
      </Field>
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <Button busy={action.isPending} onClick={() => decide(false)}>
          Not given: points back
        </Button>
        <Button variant="primary" busy={action.isPending} onClick={() => decide(true)}>
          It was given
        </Button>
      </div>
    </Dialog>
  );
}
