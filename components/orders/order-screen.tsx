"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, PackageX } from "lucide-react";
import { OrderReasons } from "@/components/orders/order-details";
import { OrderOwner } from "@/components/orders/order-owner";
import { orderQuery } from "@/components/orders/queries";
import { AdminError } from "@/components/session/call-admin";
import { AppLink } from "@/components/shell/app-link";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Absolute } from "@/components/ui/instant";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState, ErrorState } from "@/components/ui/states";
import { formatMoney } from "@/lib/format/format-money";
import { orderStatusName } from "@/lib/format/order-status";
import type { OrderDetail } from "@/lib/schemas/admin/orders";

/** One order by BigCommerce's number: what it holds and why. */
export function OrderScreen({ orderNumber }: { orderNumber: number }) {
  const order = useQuery(orderQuery(orderNumber));
  if (order.data) return <Order order={order.data} />;
  return (
    <Card>
      {order.isPending ? (
        <SkeletonRows rows={4} label="Loading the order" />
      ) : order.error instanceof AdminError && order.error.status === 404 ? (
        <EmptyState icon={PackageX} title={`Order #${orderNumber} is not known`}>
          Orders from before Laurel was installed are not read, and new ones take a few seconds.
        </EmptyState>
      ) : (
        <ErrorState
          title="The order could not be loaded"
          error={order.error}
          onRetry={() => order.refetch()}
        />
      )}
    </Card>
  );
}

function Order({ order }: { order: OrderDetail }) {
  return (
    <>
      <PageHeader
        above={
          <AppLink
            href="/dashboard/activity?tab=orders"
            className="-ml-1 inline-flex items-center gap-1.5 rounded-normal px-1 text-muted hover:text-ink"
          >
            <ArrowLeft aria-hidden className="size-4" />
            Orders
          </AppLink>
        }
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="tabular">Order #{order.bcOrderId}</span>
            <Badge>{orderStatusName(order.statusId)}</Badge>
          </span>
        }
        description={
          <span className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
            <OrderOwner order={order} />
            <span className="tabular">
              {formatMoney(order.totalMinor, order.currency, order.decimalPlaces)}
            </span>
            <Absolute at={order.placedAt} />
          </span>
        }
      />
      <Card aria-labelledby="why">
        <CardHeader id="why" title={order.summary || "Not decided yet"} />
        <CardBody>
          <OrderReasons order={order} />
        </CardBody>
      </Card>
    </>
  );
}
