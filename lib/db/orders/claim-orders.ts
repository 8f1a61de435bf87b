import { db, pool } from "@/lib/db/client";

/**
 * Gives a store's unclaimed guest orders of one e-mail address, placed since `placedSince`, to a customer, and names
 * all that are theirs by claim (BigCommerce order ids). Asking again gives the same answer, so a kill between the
 * claim and the award loses nothing. Whoever was merged away claims for the heir.
 */
export async function claimOrders(
  storeId: bigint,
  claim: { customerId: bigint; email: string; placedSince: Date },
): Promise<number[]> {
  const { email: guestEmail, placedSince } = claim;
  const theirs = { storeId, guestEmail, placedAt: { gte: placedSince }, bcCustomerId: null };
  const known = await db().customer.findFirst({ where: { storeId, id: claim.customerId } });
  const customerId = known?.mergedIntoId ?? claim.customerId;
  await db().order.updateMany({ where: { ...theirs, customerId: null }, data: { customerId } });
  const rows = await db().order.findMany({
    where: { ...theirs, customerId: { in: [customerId, claim.customerId] } },
    select: { bcOrderId: true },
    orderBy: { bcOrderId: "asc" },
  });
  return rows.map((row) => Number(row.bcOrderId));
}

/**
 * Gives those of these orders (BigCommerce ids) that are unclaimed guest orders to whoever signed up with their e-mail
 * after they were placed, within `claimDays`, and names them: for orders that reach us after that sign-up was looked
 * at. The first such account gets it, and the heir of whoever was merged away. When that one is excluded nobody
 * gets it: a second account is no way round that. Accounts deleted at BigCommerce do not count.
 */
export async function claimForSignedUp(
  storeId: bigint,
  { orderIds, claimDays }: { orderIds: readonly number[]; claimDays: number },
): Promise<Set<number>> {
  if (orderIds.length === 0) return new Set();
  const { rows } = await pool().query<{ id: number }>({
    name: "claim-for-signed-up",
    text: claimForSignedUpSql,
    values: [String(storeId), orderIds, claimDays],
  });
  return new Set(rows.map(({ id }) => id));
}

/** Orders are locked as order sync does. Who came by logging in signed up when we first saw them, until we know better. */
const claimForSignedUpSql = `
WITH unclaimed AS MATERIALIZED (
  SELECT id, guest_email, placed_at FROM orders
   WHERE store_id = $1::bigint AND bc_order_id = ANY ($2::bigint[])
     AND customer_id IS NULL AND bc_customer_id IS NULL AND guest_email <> ''
   ORDER BY bc_order_id FOR UPDATE
), owners AS (
  SELECT DISTINCT ON (o.id) o.id, heir.id AS customer_id, heir.state
    FROM unclaimed o
    JOIN customers c ON c.store_id = $1::bigint AND c.email = o.guest_email
    JOIN customers heir ON heir.store_id = c.store_id AND heir.id = coalesce(c.merged_into_id, c.id)
     AND heir.deleted_at IS NULL
   WHERE coalesce(c.bc_created_at, c.created_at) >= o.placed_at
     AND coalesce(c.bc_created_at, c.created_at) <= o.placed_at + make_interval(days => $3::int)
   ORDER BY o.id, coalesce(c.bc_created_at, c.created_at), c.id
)
UPDATE orders o SET customer_id = owners.customer_id FROM owners
 WHERE o.id = owners.id AND owners.state <> 'disabled'
RETURNING o.bc_order_id AS id`;
