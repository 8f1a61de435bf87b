"use client";

import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { CheckList } from "@/components/proof/check-list";
import { FindingCard } from "@/components/proof/finding-card";
import { proofQuery } from "@/components/proof/queries";
import { ResultCard } from "@/components/proof/result-card";
import { useCheckNow } from "@/components/proof/use-check-now";
import { AppLink } from "@/components/shell/app-link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";

/** Whether the points add up, proven from the ledger's entries, and the button that proves it anew. */
export function ProofScreen() {
  const proof = useQuery(proofQuery());
  const checkNow = useCheckNow();
  const open = proof.data?.open ?? null;
  return (
    <>
      <PageHeader
        above={<AppLink href="/dashboard/settings">← Settings</AppLink>}
        title="Ledger proof"
        description="Every point can be accounted for. Laurel proves it each night, and whenever you ask."
      >
        <Button
          variant="primary"
          disabled={!proof.data}
          busy={checkNow.isPending || open !== null}
          onClick={() => checkNow.mutate()}
        >
          {open || checkNow.isPending ? null : <ShieldCheck aria-hidden />}
          {open ? "Checking…" : "Check now"}
        </Button>
      </PageHeader>
      {proof.data ? (
        <div className="flex flex-col gap-5">
          <ResultCard proof={proof.data} />
          {proof.data.last?.findings.map((finding) => (
            <FindingCard key={finding.check} finding={finding} />
          ))}
          <CheckList last={proof.data.last} />
        </div>
      ) : (
        <Card>
          {proof.isError ? (
            <ErrorState
              title="The last result could not be loaded"
              error={proof.error}
              onRetry={() => proof.refetch()}
            />
          ) : (
            <SkeletonRows rows={5} label="Loading the last result" />
          )}
        </Card>
      )}
    </>
  );
}
