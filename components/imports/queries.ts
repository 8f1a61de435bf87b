import { queryOptions } from "@tanstack/react-query";
import { getAdmin } from "@/components/session/call-admin";
import type { ImportPreview, ImportsResponse } from "@/lib/schemas/admin/imports";

export const importKeys = { all: ["imports"] as const };

/** Followed closely while an import is at work. */
export const importsQuery = () =>
  queryOptions({
    queryKey: importKeys.all,
    queryFn: ({ signal }) => getAdmin<ImportsResponse>("/imports", {}, signal),
    refetchInterval: (query) => (isAtWork(query.state.data) ? 1_500 : 30_000),
  });

/** What an import from that day would find; null asks nothing. */
export const previewQuery = (since: string | null) =>
  queryOptions({
    queryKey: ["import-preview", since] as const,
    queryFn: ({ signal }) => getAdmin<ImportPreview>("/imports/preview", { since }, signal),
    enabled: since !== null,
    staleTime: 60_000,
    retry: false,
  });

/** One import runs, or is being taken back, at a time. */
export function isAtWork(imports: ImportsResponse | undefined): boolean {
  return imports?.items.some(({ status }) => status === "running" || status === "reverting") ?? false;
}
