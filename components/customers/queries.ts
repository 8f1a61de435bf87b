import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getAdmin } from "@/components/session/call-admin";
import type {
  CustomerProfile,
  CustomerRow,
  CustomerState,
  MergePreview,
} from "@/lib/schemas/admin/customers";
import type { Page } from "@/lib/schemas/admin/page";

export type CustomersFilter = { q?: string; state?: CustomerState };

export const customerKeys = {
  all: ["customers"] as const,
  list: (filter: CustomersFilter) => [...customerKeys.all, "list", filter] as const,
  detail: (id: number) => [...customerKeys.all, "detail", id] as const,
  merge: (id: number, otherId: number) => [...customerKeys.all, "merge", id, otherId] as const,
};

export const customersQuery = (filter: CustomersFilter) =>
  infiniteQueryOptions({
    queryKey: customerKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      getAdmin<Page<CustomerRow>>("/customers", { ...filter, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const customerQuery = (id: number) =>
  queryOptions({
    queryKey: customerKeys.detail(id),
    queryFn: ({ signal }) => getAdmin<CustomerProfile>(`/customers/${id}`, {}, signal),
    refetchInterval: 10_000,
  });

/** Read anew whenever it is looked at: what is shown is what will be merged. */
export const mergePreviewQuery = (id: number, otherId: number) =>
  queryOptions({
    queryKey: customerKeys.merge(id, otherId),
    queryFn: ({ signal }) => getAdmin<MergePreview>(`/customers/${id}/merge`, { otherId }, signal),
    gcTime: 0,
  });
