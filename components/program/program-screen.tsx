"use client";

import { useQuery } from "@tanstack/react-query";
import { ProgramEditor } from "@/components/program/program-editor";
import { programQuery } from "@/components/program/queries";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";

/** How points are earned: edit, try, publish, go back. */
export function ProgramScreen() {
  const program = useQuery(programQuery());
  return (
    <>
      <PageHeader
        title="Earning rule"
        description="How orders become points. Changes take effect when you publish them."
      />
      {program.data ? (
        <ProgramEditor published={program.data} />
      ) : (
        <Card>
          {program.isError ? (
            <ErrorState
              title="The rule could not be loaded"
              error={program.error}
              onRetry={() => program.refetch()}
            />
          ) : (
            <SkeletonRows rows={6} label="Loading the earning rule" />
          )}
        </Card>
      )}
    </>
  );
}
