"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { MergeSides } from "@/components/customers/merge/merge-sides";
import { useMerge } from "@/components/customers/merge/use-merge";
import { mergePreviewQuery } from "@/components/customers/queries";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import { formatNumber } from "@/lib/format/format-points";
import type { CustomerProfile, CustomerRow, MergePreview, MergeSide } from "@/lib/schemas/admin/customers";

type MergeCompareProps = {
  customer: CustomerProfile;
  other: CustomerRow;
  onBack: () => void;
  onDone: () => void;
};

/** Both accounts side by side, who stays, and what that does. */
export function MergeCompare({ customer, other, onBack, onDone }: MergeCompareProps) {
  const preview = useQuery(mergePreviewQuery(customer.id, other.id));
  if (preview.isPending) return <Skeleton className="mt-5 h-56" />;
  if (!preview.data) {
    return (
      <ErrorState
        title="These two cannot be compared"
        error={preview.error}
        onRetry={() => preview.refetch()}
      />
    );
  }
  return <Choice preview={preview.data} viewedId={customer.id} onBack={onBack} onDone={onDone} />;
}

type ChoiceProps = { preview: MergePreview; viewedId: number; onBack: () => void; onDone: () => void };

function Choice({ preview: { sides, after }, viewedId, onBack, onDone }: ChoiceProps) {
  const first = sides.find(({ whyNotStay }) => whyNotStay === null);
  const [chosen, setChosen] = useState(first?.id);
  const { merge, isMerging } = useMerge(viewedId, onDone);
  const stays = sides.find(({ id }) => id === chosen);
  const goes = sides.find(({ id }) => id !== chosen);
  return (
    <div className="mt-5 flex flex-col gap-5">
      <MergeSides sides={sides} chosen={chosen} onChoose={setChosen} />
      {stays && goes ? <Outcome stays={stays} goes={goes} after={after} /> : <p>Neither of them can stay.</p>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onBack}>Back</Button>
        {stays && goes ? (
          <Button variant="danger" busy={isMerging} onClick={() => merge({ stays, goes })}>
            Merge for good
          </Button>
        ) : null}
      </div>
    </div>
  );
}

type OutcomeProps = { stays: MergeSide; goes: MergeSide; after: MergePreview["after"] };

function Outcome({ stays, goes, after }: OutcomeProps) {
  return (
    <div className="rounded-normal bg-warning-10 px-4 py-3 text-sm [overflow-wrap:anywhere]">
      <p>
        <strong className="font-semibold">
          {stays.name} will have {sumUp(after)}.
        </strong>{" "}
        {goes.name} ({goes.email}) is left with nothing, and what comes later for that account goes to{" "}
        {stays.name} too.
      </p>
      <p className="mt-2 font-semibold">This cannot be undone.</p>
    </div>
  );
}

function sumUp({ pointsAvailable, pointsPending, pointsHeld, pointsDebt }: MergePreview["after"]): string {
  const parts = [
    pointsDebt > 0
      ? `a debt of ${formatNumber(pointsDebt)} points`
      : `${formatNumber(pointsAvailable)} points`,
    pointsPending > 0 ? `${formatNumber(pointsPending)} pending` : "",
    pointsHeld > 0 ? `${formatNumber(pointsHeld)} held for rewards` : "",
  ];
  return parts.filter(Boolean).join(", ");
}
