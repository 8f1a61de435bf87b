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
  customerId: number | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  explanation: Explanation | null;
};

const select = `SELECT o.id, o.bc_order_id AS "bcOrderId", o.placed_at AS "placedAt", o.status_id AS "statusId",
    o.currency, o.total_minor AS "totalMinor", o.awarded, o.points_available AS "pointsAvailable",
    o.points_pending AS "pointsPending", o.points_awarded AS "pointsAwarded",
    o.points_shortfall AS "pointsShortfall", o.pending_until AS "pendingUntil", v.number AS "programVersion",
    o.guest_email AS "guestEmail", o.synced_at AS "syncedAt",
    (o.facts->>'decimalPlaces')::int AS "decimalPlaces", o.explanation,
    c.id AS "customerId", c.first_name AS "firstName", c.last_name AS "lastName", c.email`;

const from = `FROM orders o
  LEFT JOIN program_versions v ON v.id = o.program_version_id
  LEFT JOIN customers c ON c.id = o.customer_id AND c.store_id = o.store_id`;

export type OrderFilter = { customerId?: number | undefined };

/** Orders of a store by number, highest first, below the number `belowNumber`; at most `limit`. */
export async function findOrders(
  storeId: bigint,
  { customerId }: OrderFilter,
  page: { belowNumber: number | null; limit: number },
): Promise<OrderRecord[]> {
  const values: unknown[] = [storeId, page.limit];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ["o.store_id = $1"];
  if (page.belowNumber !== null) where.push(`o.bc_order_id < ${bind(page.belowNumber)}`);
  if (customerId !== undefined) where.push(`o.customer_id = ${bind(customerId)}`);
  const { rows } = await pool().query<OrderRecord>({
    text: `${select} ${from} WHERE ${where.join(" AND ")} ORDER BY o.bc_order_id DESC LIMIT $2`,
    values,
  });
  return rows;
}

/** One order of the store by BigCommerce's number, or null. */
export async function findOrderByNumber(
  storeId: bigint,
  bcOrderId: number,
): Promise<(OrderRecord & { facts: OrderFacts }) | null> {
  const { rows } = await pool().query<OrderRecord & { facts: OrderFacts }>({
    name: "find-order-by-number",
    text: `${select}, o.facts ${from} WHERE o.store_id = $1 AND o.bc_order_id = $2`,
    values: [storeId, bcOrderId],
  });
  return rows[0] ?? null;
}
