import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getAdmin } from "@/components/session/call-admin";
import type { OrderDetail, OrderRow } from "@/lib/schemas/admin/orders";
import type { Page } from "@/lib/schemas/admin/page";

export const orderKeys = {
  all: ["orders"] as const,
  ofCustomer: (customerId: number) => [...orderKeys.all, "list", customerId] as const,
  detail: (id: number) => [...orderKeys.all, "detail", id] as const,
};

export const customerOrdersQuery = (customerId: number) =>
  infiniteQueryOptions({
    queryKey: orderKeys.ofCustomer(customerId),
    queryFn: ({ pageParam, signal }) =>
      getAdmin<Page<OrderRow>>("/orders", { customerId, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const orderQuery = (id: number) =>
  queryOptions({
    queryKey: orderKeys.detail(id),
    queryFn: ({ signal }) => getAdmin<OrderDetail>(`/orders/${id}`, {}, signal),
  });
