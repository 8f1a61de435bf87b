"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { RotateCw, Workflow } from "lucide-react";
import { useState } from "react";
import { runsQuery } from "@/components/activity/queries";
import { StatusFilter } from "@/components/activity/status-filter";
import { useRetry } from "@/components/activity/use-retry";
import { WorkRow } from "@/components/activity/work-row";
import { AdminError } from "@/components/session/call-admin";
import type { BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { PagedList } from "@/components/ui/paged-list";
import { EmptyState } from "@/components/ui/states";
import { formatDuration } from "@/lib/format/format-date";
import type { RunRow, RunState } from "@/lib/schemas/admin/runs";

const states: Record<RunState, { label: string; tone: BadgeTone }> = {
  queued: { label: "Queued", tone: "neutral" },
  running: { label: "Running", tone: "primary" },
  waiting: { label: "Waiting", tone: "primary" },
  done: { label: "Done", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};

/** Runs of the background functions for this store, and a retry for those that failed. */
export function RunsPanel() {
  const [state, setState] = useState<RunState | "">("");
  const runs = useInfiniteQuery(runsQuery(state));
  if (runs.error instanceof AdminError && runs.error.code === "conflict") {
    return (
      <EmptyState icon={Workflow} title="Runs are listed elsewhere">
        {runs.error.message}
      </EmptyState>
    );
  }
  return (
    <>
      <StatusFilter label="State of runs" value={state} options={states} onChange={setState} />
      <PagedList
        query={runs}
        noun="runs"
        empty={
          <EmptyState icon={Workflow} title={state ? "Nothing in this state" : "No runs yet"}>
            Set-up, imports, orders and sweeps are done by background functions; each run is listed here.
          </EmptyState>
        }
      >
        {(items) => (
          <ul>
            {items.map((run) => (
              <Run key={run.id} run={run} />
            ))}
          </ul>
        )}
      </PagedList>
    </>
  );
}

function Run({ run }: { run: RunRow }) {
  const retry = useRetry("Started again");
  return (
    <WorkRow
      title={run.functionId}
      subject={null}
      badge={states[run.state]}
      at={run.startedAt}
      note={describeRun(run)}
      error={run.error}
    >
      {run.state === "failed" ? (
        <Button size="small" busy={retry.isPending} onClick={() => retry.mutate(`/runs/${run.id}/retry`)}>
          <RotateCw aria-hidden />
          Retry
        </Button>
      ) : null}
    </WorkRow>
  );
}

function describeRun({ startedAt, endedAt, attempts }: RunRow): string | null {
  const parts = [
    endedAt ? `took ${formatDuration(Date.parse(endedAt) - Date.parse(startedAt))}` : null,
    attempts > 1 ? `${attempts} attempts` : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(" · ") : null;
}
