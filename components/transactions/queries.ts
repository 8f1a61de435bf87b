import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getAdmin } from "@/components/session/call-admin";
import type { Page } from "@/lib/schemas/admin/page";
import type { TransactionDetail, TransactionRow } from "@/lib/schemas/admin/transactions";

export type TransactionsFilter = { customerId?: number };

export const transactionKeys = {
  all: ["transactions"] as const,
  latest: () => [...transactionKeys.all, "latest"] as const,
  list: (filter: TransactionsFilter) => [...transactionKeys.all, "list", filter] as const,
  detail: (id: number) => [...transactionKeys.all, "detail", id] as const,
};

export const latestCount = 6;

/** The latest few of the whole store, kept up to date while somebody looks. */
export const latestTransactionsQuery = () =>
  queryOptions({
    queryKey: transactionKeys.latest(),
    queryFn: ({ signal }) => getAdmin<Page<TransactionRow>>("/transactions", { limit: latestCount }, signal),
    refetchInterval: 10_000,
  });

export const transactionsQuery = (filter: TransactionsFilter) =>
  infiniteQueryOptions({
    queryKey: transactionKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      getAdmin<Page<TransactionRow>>("/transactions", { ...filter, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const transactionQuery = (id: number) =>
  queryOptions({
    queryKey: transactionKeys.detail(id),
    queryFn: ({ signal }) => getAdmin<TransactionDetail>(`/transactions/${id}`, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
