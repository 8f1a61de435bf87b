import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getAdmin } from "@/components/session/call-admin";
import type { Page } from "@/lib/schemas/admin/page";
import type { ProgramResponse, ProgramVersionRow } from "@/lib/schemas/admin/program";

export const programKeys = {
  all: ["program"] as const,
  published: () => [...programKeys.all, "published"] as const,
  versions: () => [...programKeys.all, "versions"] as const,
};

/** Not refreshed behind the back of somebody who edits it. */
export const programQuery = () =>
  queryOptions({
    queryKey: programKeys.published(),
    queryFn: ({ signal }) => getAdmin<ProgramResponse>("/program", {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const versionsQuery = () =>
  infiniteQueryOptions({
    queryKey: programKeys.versions(),
    queryFn: ({ pageParam, signal }) =>
      getAdmin<Page<ProgramVersionRow>>("/program/versions", { limit: 10, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
