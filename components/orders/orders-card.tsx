"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ShoppingBag } from "lucide-react";
import { OrderList } from "@/components/orders/order-list";
import { ordersQuery } from "@/components/orders/queries";
import { Card } from "@/components/ui/card";
import { PagedList } from "@/components/ui/paged-list";
import { EmptyState } from "@/components/ui/states";

/** Every order that Laurel knows, of the store or of one customer; those that earned nothing too. */
export function OrdersCard({ customerId }: { customerId?: number }) {
  const orders = useInfiniteQuery(ordersQuery(customerId === undefined ? {} : { customerId }));
  return (
    <Card aria-label="Orders">
      <PagedList
        query={orders}
        noun="orders"
        empty={
          <EmptyState icon={ShoppingBag} title="No orders yet">
            Orders placed since Laurel was installed appear here, with what they earned and why.
          </EmptyState>
        }
      >
        {(items) => <OrderList orders={items} showCustomer={customerId === undefined} />}
      </PagedList>
    </Card>
  );
}
