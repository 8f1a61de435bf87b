import { pool } from "@/lib/db/client";
import type { Explanation } from "@/lib/loyalty/explain/explanation";
import type { OrderFacts } from "@/lib/loyalty/order-facts";

export type OrderRecord = {
  id: number;
  bcOrderId: number;
  placedAt: Date;
  statusId: number;
  currency: string;
  totalMinor: number;
  awarded: boolean;
  pointsAvailable: number;
  pointsPending: number;
  pointsAwarded: number;
  pointsShortfall: number;
  pendingUntil: Date | null;
  programVersion: number | null;
  guestEmail: string | null;
  syncedAt: Date;
  decimalPlaces: number;
  explanation: Explanation | null;
};

const select = `SELECT o.id, o.bc_order_id AS "bcOrderId", o.placed_at AS "placedAt", o.status_id AS "statusId",
    o.currency, o.total_minor AS "totalMinor", o.awarded, o.points_available AS "pointsAvailable",
    o.points_pending AS "pointsPending", o.points_awarded AS "pointsAwarded",
    o.points_shortfall AS "pointsShortfall", o.pending_until AS "pendingUntil", v.number AS "programVersion",
    o.guest_email AS "guestEmail", o.synced_at AS "syncedAt",
    (o.facts->>'decimalPlaces')::int AS "decimalPlaces", o.explanation`;

const from = "FROM orders o LEFT JOIN program_versions v ON v.id = o.program_version_id";

/** Orders of one customer, latest known to us first, after the row `afterId`; at most `limit`. */
export async function findOrdersOfCustomer(
  storeId: bigint,
  customerId: number,
  page: { afterId: number | null; limit: number },
): Promise<OrderRecord[]> {
  const { rows } = await pool().query<OrderRecord>({
    name: page.afterId === null ? "find-orders-first" : "find-orders-next",
    text: `${select} ${from} WHERE o.store_id = $1 AND o.customer_id = $2${page.afterId === null ? "" : " AND o.id < $4"}
            ORDER BY o.id DESC LIMIT $3`,
    values: [storeId, customerId, page.limit, ...(page.afterId === null ? [] : [page.afterId])],
  });
  return rows;
}

/** One order of the store by our id, or null: also when the id is another store's. */
export async function findOrder(
  storeId: bigint,
  id: number,
): Promise<(OrderRecord & { facts: OrderFacts }) | null> {
  const { rows } = await pool().query<OrderRecord & { facts: OrderFacts }>({
    name: "find-order",
    text: `${select}, o.facts ${from} WHERE o.store_id = $1 AND o.id = $2`,
    values: [storeId, id],
  });
  return rows[0] ?? null;
}
