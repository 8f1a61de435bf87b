"use client";

import { Merge } from "lucide-react";
import { useState } from "react";
import { MergeCompare } from "@/components/customers/merge/merge-compare";
import { MergeSearch } from "@/components/customers/merge/merge-search";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { CustomerProfile, CustomerRow } from "@/lib/schemas/admin/customers";

/** Opens the merge of this customer with another: find them, compare, choose who stays. */
export function MergeButton({ customer }: { customer: CustomerProfile }) {
  const [open, setOpen] = useState(false);
  const [other, setOther] = useState<CustomerRow | null>(null);
  const close = () => {
    setOpen(false);
    setOther(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? setOpen(true) : close())}
      trigger={
        <Button size="small">
          <Merge aria-hidden />
          Merge…
        </Button>
      }
      title={other ? "Who stays?" : `Merge ${customer.name} with another customer`}
      description={
        other
          ? "Both keep their history, on one profile."
          : "For a person who has two accounts: points, orders, rewards and history become one."
      }
    >
      {other ? (
        <MergeCompare customer={customer} other={other} onBack={() => setOther(null)} onDone={close} />
      ) : (
        <MergeSearch customer={customer} onChoose={setOther} />
      )}
    </Dialog>
  );
}
