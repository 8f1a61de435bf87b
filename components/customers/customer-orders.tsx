"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ShoppingBag } from "lucide-react";
import { OrderList } from "@/components/orders/order-list";
import { customerOrdersQuery } from "@/components/orders/queries";
import { Card } from "@/components/ui/card";
import { PagedList } from "@/components/ui/paged-list";
import { EmptyState } from "@/components/ui/states";

/** Every order of one customer that Laurel knows, those that earned nothing too. */
export function CustomerOrders({ customerId }: { customerId: number }) {
  const orders = useInfiniteQuery(customerOrdersQuery(customerId));
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
        {(items) => <OrderList orders={items} />}
      </PagedList>
    </Card>
  );
}
