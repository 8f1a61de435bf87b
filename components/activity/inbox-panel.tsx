"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Inbox, RotateCw } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { inboxQuery } from "@/components/activity/queries";
import { StatusFilter } from "@/components/activity/status-filter";
import { useRetry } from "@/components/activity/use-retry";
import { WorkRow } from "@/components/activity/work-row";
import type { BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { PagedList } from "@/components/ui/paged-list";
import { EmptyState } from "@/components/ui/states";
import type { InboxRow, InboxStatus } from "@/lib/schemas/admin/inbox";

const statuses: Record<InboxStatus, { label: string; tone: BadgeTone }> = {
  pending: { label: "Waiting", tone: "primary" },
  done: { label: "Done", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  ignored: { label: "Ignored", tone: "neutral" },
};

/** Webhooks as they came in, and a retry for those that failed. */
export function InboxPanel() {
  const asked = useSearchParams().get("status");
  const [status, setStatus] = useState<InboxStatus | "">(asked === "failed" ? "failed" : "");
  const inbox = useInfiniteQuery(inboxQuery(status));
  return (
    <>
      <StatusFilter label="State of webhooks" value={status} options={statuses} onChange={setStatus} />
      <PagedList
        query={inbox}
        noun="webhooks"
        empty={
          <EmptyState icon={Inbox} title={status ? "Nothing in this state" : "No webhooks yet"}>
            BigCommerce tells Laurel here about orders, refunds and customers as they change.
          </EmptyState>
        }
      >
        {(items) => (
          <ul>
            {items.map((entry) => (
              <InboxEntry key={entry.id} entry={entry} />
            ))}
          </ul>
        )}
      </PagedList>
    </>
  );
}

function InboxEntry({ entry }: { entry: InboxRow }) {
  const retry = useRetry("Back in line");
  return (
    <WorkRow
      title={entry.scope.replace(/^store\//, "")}
      subject={entry.resourceId === null ? null : `#${entry.resourceId}`}
      badge={statuses[entry.status]}
      at={entry.receivedAt}
      note={
        entry.attempts > 0
          ? `${entry.attempts} failed ${entry.attempts === 1 ? "attempt" : "attempts"}`
          : null
      }
      error={entry.lastError}
    >
      {entry.status === "failed" ? (
        <Button size="small" busy={retry.isPending} onClick={() => retry.mutate(`/inbox/${entry.id}/retry`)}>
          <RotateCw aria-hidden />
          Retry
        </Button>
      ) : null}
    </WorkRow>
  );
}
