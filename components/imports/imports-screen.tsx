"use client";

import { useQuery } from "@tanstack/react-query";
import { ImportHistory } from "@/components/imports/import-history";
import { LatestImport } from "@/components/imports/latest-import";
import { NoProgram } from "@/components/imports/no-program";
import { importsQuery, isAtWork } from "@/components/imports/queries";
import { StartCard } from "@/components/imports/start-card";
import { AppLink } from "@/components/shell/app-link";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import type { ImportsResponse } from "@/lib/schemas/admin/imports";

/** Points for orders placed before Laurel was installed: start, follow, stop, take back. */
export function ImportsScreen() {
  const imports = useQuery(importsQuery());
  return (
    <>
      <PageHeader
        above={<AppLink href="/dashboard/settings">← Settings</AppLink>}
        title="Past orders"
        description="Give customers points for what they bought before you installed Laurel."
      />
      {imports.data ? (
        <Imports imports={imports.data} />
      ) : (
        <Card>
          {imports.isError ? (
            <ErrorState
              title="The imports could not be loaded"
              error={imports.error}
              onRetry={() => imports.refetch()}
            />
          ) : (
            <SkeletonRows rows={5} label="Loading the imports" />
          )}
        </Card>
      )}
    </>
  );
}

function Imports({ imports }: { imports: ImportsResponse }) {
  // The one at work comes first, even when a later one is over.
  const atWork = imports.items.find(({ status }) => status === "running" || status === "reverting");
  const shown = atWork ?? imports.items[0];
  const others = imports.items.filter((item) => item !== shown);
  const start = imports.program ? (
    <StartCard installedAt={imports.installedAt} program={imports.program} isFirst={!shown} />
  ) : (
    <NoProgram />
  );
  return (
    <div className="flex flex-col gap-5">
      {shown ? <LatestImport item={shown} /> : null}
      {isAtWork(imports) ? null : start}
      {others.length > 0 ? <ImportHistory items={others} /> : null}
    </div>
  );
}
