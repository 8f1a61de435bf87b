"use client";

import { useQuery } from "@tanstack/react-query";
import { overviewQuery } from "@/components/overview/queries";
import { useKeepRule } from "@/components/program/use-publish";
import { Button } from "@/components/ui/button";

/** For whoever is happy with the default: ticks the step of the checklist without changing anything. */
export function KeepRule({ dirty }: { dirty: boolean }) {
  const overview = useQuery(overviewQuery());
  const keep = useKeepRule();
  if (dirty || !overview.data || overview.data.checklist.ruleReviewedAt) return null;
  return (
    <div className="rounded-card border border-hairline bg-surface p-4 text-sm shadow-xs">
      <p>Happy with the rule as it is? It is live already.</p>
      <Button size="small" className="mt-3" busy={keep.isPending} onClick={() => keep.mutate()}>
        Keep this rule
      </Button>
    </div>
  );
}
