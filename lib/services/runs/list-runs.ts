import { pool } from "@/lib/db/client";
import { type RunRecord, listRuns as readRuns } from "@/lib/db/runner/list-runs";
import { inngestMode } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { Page } from "@/lib/schemas/admin/page";
import type { ListRunsQuery, RunRow } from "@/lib/schemas/admin/runs";

/** What the dashboard says when an Inngest server runs the functions: it has the runs, and we do not. */
export const runsAreElsewhere = "An Inngest server runs the functions here: see its own dashboard.";

/**
 * The background runs of a store, newest first.
 * @throws AppError `validation_failed` for a cursor that is none, `conflict` in server mode
 */
export async function listRuns(query: ListRunsQuery & { storeId: bigint }): Promise<Page<RunRow>> {
  if (inngestMode() === "server") throw new AppError("conflict", runsAreElsewhere);
  const { storeId, state, limit, cursor } = query;
  if (cursor !== undefined && !/^[0-9a-f-]{36}$/.test(cursor)) {
    throw new AppError("validation_failed", "The cursor does not belong to this list.", {
      fields: { cursor: ["does not belong to this list: start again without it"] },
    });
  }
  const records = await readRuns(pool(), storeId, {
    limit: limit + 1,
    ...(state && { state: state === "done" ? "completed" : state }),
    ...(cursor && { beforeId: cursor }),
  });
  const items = records.slice(0, limit).map(describeRun);
  return { items, nextCursor: records.length > limit ? (items.at(-1)?.id ?? null) : null };
}

function describeRun({ state, createdAt, startedAt, endedAt, functionId, ...rest }: RunRecord): RunRow {
  return {
    ...rest,
    functionId: functionId.replace(/^laurel-/, ""),
    state: state === "completed" ? "done" : state,
    startedAt: (startedAt ?? createdAt).toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
