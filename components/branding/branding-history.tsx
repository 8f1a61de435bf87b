"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { History, Undo2 } from "lucide-react";
import { useState } from "react";
import { brandingVersionsQuery } from "@/components/branding/queries";
import { useBrandingWrites } from "@/components/branding/use-branding-writes";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Absolute } from "@/components/ui/instant";
import { PagedList } from "@/components/ui/paged-list";
import { EmptyState } from "@/components/ui/states";
import type { BrandingVersionRow } from "@/lib/schemas/admin/branding";

/** Every version there ever was: who, when, what changed, and the way back. */
export function BrandingHistory() {
  const versions = useInfiniteQuery(brandingVersionsQuery());
  const [target, setTarget] = useState<number | null>(null);
  const { restore } = useBrandingWrites();
  return (
    <Card aria-labelledby="versions">
      <CardHeader
        id="versions"
        title="Version history"
        description="Versions never change; restoring one publishes it again."
      />
      <div className="border-hairline border-t">
        <PagedList
          query={versions}
          noun="versions"
          empty={
            <EmptyState icon={History} title="Nothing published yet">
              Your storefronts show Laurel’s own looks until you publish.
            </EmptyState>
          }
        >
          {(items) => (
            <ol className="divide-y divide-hairline">
              {items.map((version) => (
                <Version key={version.number} version={version} onRestore={() => setTarget(version.number)} />
              ))}
            </ol>
          )}
        </PagedList>
      </div>
      <ConfirmDialog
        open={target !== null}
        onOpenChange={(open) => (open ? undefined : setTarget(null))}
        title={`Restore version ${target ?? ""}?`}
        description="It is published as a new version. Your storefronts show it within five minutes."
        confirmLabel="Restore"
        busy={restore.isPending}
        onConfirm={() =>
          target === null ? undefined : restore.mutate(target, { onSettled: () => setTarget(null) })
        }
      />
    </Card>
  );
}

function Version({ version, onRestore }: { version: BrandingVersionRow; onRestore: () => void }) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-5 py-3.5">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="font-medium">Version {version.number}</span>
          {version.status === "published" ? (
            <Badge tone="success" dot>
              Live
            </Badge>
          ) : null}
        </p>
        <p className="mt-0.5 text-muted text-sm [overflow-wrap:anywhere]">
          {version.author ?? "Laurel"} · <Absolute at={version.publishedAt} />
        </p>
        {version.note ? <p className="mt-1 text-sm [overflow-wrap:anywhere]">{version.note}</p> : null}
        {version.changes.length > 0 ? (
          <ul className="mt-1.5 list-disc pl-5 text-muted text-sm">
            {version.changes.map((change) => (
              <li key={change} className="[overflow-wrap:anywhere]">
                {change}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      {version.status === "superseded" ? (
        <Button size="small" onClick={onRestore}>
          <Undo2 aria-hidden />
          Restore<span className="sr-only"> version {version.number}</span>
        </Button>
      ) : null}
    </li>
  );
}
