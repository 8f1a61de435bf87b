"use client";

import { useQuery } from "@tanstack/react-query";
import { orderQuery } from "@/components/orders/queries";
import { ExplanationPanel } from "@/components/transactions/explanation-panel";
import { transactionTypeNames } from "@/components/transactions/transaction-type";
import { Fact, FactList } from "@/components/ui/fact-list";
import { Absolute } from "@/components/ui/instant";
import { PointsChange } from "@/components/ui/points-change";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import { formatMoney } from "@/lib/format/format-money";
import { formatNumber } from "@/lib/format/format-points";
import type { OrderDetail } from "@/lib/schemas/admin/orders";

/** Why one order holds what it holds, fetched when it is opened. */
export function OrderDetails({ orderNumber }: { orderNumber: number }) {
  const detail = useQuery(orderQuery(orderNumber));
  if (detail.isPending) return <Skeleton className="mt-2 h-24" />;
  if (detail.data) return <OrderReasons order={detail.data} />;
  return (
    <ErrorState title="The order could not be loaded" error={detail.error} onRetry={() => detail.refetch()} />
  );
}

/** Rules, refunds and what was posted for an order. */
export function OrderReasons({ order }: { order: OrderDetail }) {
  return (
    <div className="flex flex-col gap-4">
      {order.explanation ? <ExplanationPanel explanation={order.explanation} /> : <p>Not decided yet.</p>}
      <FactList>
        <Fact label="Award">{formatNumber(order.pointsAwarded)}</Fact>
        <Fact label="Pending">
          {formatNumber(order.pointsPending)}
          {order.pendingUntil ? (
            <>
              {" until "}
              <Absolute at={order.pendingUntil} />
            </>
          ) : null}
        </Fact>
        {order.pointsShortfall > 0 ? (
          <Fact label="Could not be taken back">{formatNumber(order.pointsShortfall)}</Fact>
        ) : null}
        <Fact label="Program version">{order.programVersion ?? "–"}</Fact>
        <Fact label="Read from BigCommerce">
          <Absolute at={order.syncedAt} />
        </Fact>
      </FactList>
      <OrderLines order={order} />
      <OrderTransactions order={order} />
    </div>
  );
}

function OrderLines({ order }: { order: OrderDetail }) {
  if (order.lines.length === 0) return null;
  return (
    <div>
      <h3 className="text-muted text-xs">Lines</h3>
      <ul className="tabular mt-1 text-sm">
        {order.lines.map((line) => (
          <li key={line.lineId}>
            {line.quantity} × product {line.productId} ·{" "}
            {formatMoney(line.paidIncTaxMinor, order.currency, order.decimalPlaces)} paid
          </li>
        ))}
      </ul>
    </div>
  );
}

function OrderTransactions({ order }: { order: OrderDetail }) {
  if (order.transactions.length === 0) return null;
  return (
    <div>
      <h3 className="text-muted text-xs">Posted for this order</h3>
      <ul className="mt-1 text-sm">
        {order.transactions.map((transaction) => (
          <li key={transaction.id} className="flex flex-wrap items-baseline gap-x-3">
            <PointsChange value={transaction.pointsChange} className="w-16" />
            <span>{transactionTypeNames[transaction.type]}</span>
            <span className="text-muted">
              <Absolute at={transaction.createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
