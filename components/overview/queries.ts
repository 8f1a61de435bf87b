import { queryOptions } from "@tanstack/react-query";
import { getAdmin } from "@/components/session/call-admin";
import type { Overview } from "@/lib/schemas/admin/overview";

export const overviewKeys = { all: ["overview"] as const };

/** Refreshed every two seconds while customers are being copied, every half minute otherwise. */
export const overviewQuery = () =>
  queryOptions({
    queryKey: overviewKeys.all,
    queryFn: ({ signal }) => getAdmin<Overview>("/overview", {}, signal),
    refetchInterval: (query) => (isSettingUp(query.state.data) ? 2_000 : 30_000),
  });

function isSettingUp(overview: Overview | undefined): boolean {
  if (!overview) return false;
  const { provisionedAt, provisionError, customerImport } = overview.checklist;
  return (provisionedAt === null && provisionError === null) || customerImport?.status === "running";
}
