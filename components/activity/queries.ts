import { infiniteQueryOptions } from "@tanstack/react-query";
import { getAdmin } from "@/components/session/call-admin";
import type { InboxRow, InboxStatus } from "@/lib/schemas/admin/inbox";
import type { Page } from "@/lib/schemas/admin/page";
import type { RunRow, RunState } from "@/lib/schemas/admin/runs";

export const activityKeys = {
  all: ["activity"] as const,
  inbox: (status: InboxStatus | "") => [...activityKeys.all, "inbox", status] as const,
  runs: (state: RunState | "") => [...activityKeys.all, "runs", state] as const,
};

export const inboxQuery = (status: InboxStatus | "") =>
  infiniteQueryOptions({
    queryKey: activityKeys.inbox(status),
    queryFn: ({ pageParam, signal }) =>
      getAdmin<Page<InboxRow>>("/inbox", { status, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 15_000,
  });

export const runsQuery = (state: RunState | "") =>
  infiniteQueryOptions({
    queryKey: activityKeys.runs(state),
    queryFn: ({ pageParam, signal }) => getAdmin<Page<RunRow>>("/runs", { state, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 15_000,
  });
