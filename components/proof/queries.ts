import { queryOptions } from "@tanstack/react-query";
import { getAdmin } from "@/components/session/call-admin";
import type { ProofResponse } from "@/lib/schemas/admin/proof";

export const proofKeys = { all: ["proof"] as const };

/** Refreshed every second while a check is queued or runs, every half minute otherwise. */
export const proofQuery = () =>
  queryOptions({
    queryKey: proofKeys.all,
    queryFn: ({ signal }) => getAdmin<ProofResponse>("/proof", {}, signal),
    refetchInterval: (query) => (query.state.data?.open ? 1_000 : 30_000),
  });
