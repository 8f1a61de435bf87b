import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getAdmin } from "@/components/session/call-admin";
import type { OrderDetail, OrderRow } from "@/lib/schemas/admin/orders";
import type { Page } from "@/lib/schemas/admin/page";

export type OrdersFilter = { customerId?: number };

export const orderKeys = {
  all: ["orders"] as const,
  list: (filter: OrdersFilter) => [...orderKeys.all, "list", filter] as const,
  detail: (orderNumber: number) => [...orderKeys.all, "detail", orderNumber] as const,
};

export const ordersQuery = (filter: OrdersFilter) =>
  infiniteQueryOptions({
    queryKey: orderKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      getAdmin<Page<OrderRow>>("/orders", { ...filter, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const orderQuery = (orderNumber: number) =>
  queryOptions({
    queryKey: orderKeys.detail(orderNumber),
    queryFn: ({ signal }) => getAdmin<OrderDetail>(`/orders/${orderNumber}`, {}, signal),
  });
