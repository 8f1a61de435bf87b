import { ofStore } from "@/lib/db/of-store";
import type { LockedOrder, OrderOwner } from "@/lib/db/orders/order-row";
import type { RawTransaction } from "@/lib/db/transaction";
import type { OrderFacts, OrderRefund } from "@/lib/loyalty/order-facts";
import type { PinnedInputs } from "@/lib/loyalty/order-target";

/**
 * Makes a row for every order not seen before, then locks all of them in id order and tells whose they are. Nothing
 * else may touch these orders' points until the transaction ends; two workers with the same order take turns.
 *
 * The owner is found by BigCommerce's customer id, a claimed guest order's is whoever claimed it; a customer merged into
 * another passes the order on.
 */
export async function lockOrders(
  tx: RawTransaction,
  storeId: bigint,
  facts: readonly OrderFacts[],
): Promise<LockedOrder[]> {
  const unseen = await insertUnseen(tx, storeId, facts);
  const fetched = JSON.stringify(
    facts.map((order) => ({ bc_order_id: order.orderId, bc_customer_id: order.customerId })),
  );
  // Two statements on purpose: the second sees what whoever held the lock before us has committed. What we made is ours.
  if (unseen.size < facts.length) await tx.$executeRawUnsafe(lockSql, storeId, fetched);
  const rows = await tx.$queryRawUnsafe<LockedRow[]>(readSql, storeId, fetched);
  return rows.map((row) => toLockedOrder(row, unseen.has(row.id)));
}

/** `saveOrders` writes the facts, in the same transaction; sending them twice would be a third of an import's traffic. */
const noFacts = { refunds: [] } satisfies Pick<OrderFacts, "refunds">;

/** @returns our ids of the rows it made */
async function insertUnseen(
  tx: RawTransaction,
  storeId: bigint,
  facts: readonly OrderFacts[],
): Promise<Set<bigint>> {
  const rows = facts.map((order) => ({
    bc_order_id: order.orderId,
    bc_customer_id: order.customerId,
    guest_email: order.guestEmail,
    channel_id: order.channelId,
    status_id: order.statusId,
    currency: order.currency,
    total_minor: order.totalIncTaxMinor,
    placed_at: order.createdAt,
    bc_modified_at: order.modifiedAt,
    facts: noFacts,
  }));
  const made = await tx.$queryRawUnsafe<{ id: bigint }[]>(insertSql, storeId, JSON.stringify(rows));
  return new Set(made.map(({ id }) => id));
}

const insertSql = `
INSERT INTO orders (store_id, bc_order_id, bc_customer_id, guest_email, channel_id, status_id, currency, total_minor,
                    placed_at, bc_modified_at, facts)
SELECT $1, bc_order_id, bc_customer_id, guest_email, channel_id, status_id, currency, total_minor,
       placed_at, bc_modified_at, facts
FROM jsonb_to_recordset($2::jsonb) AS fresh(
  bc_order_id bigint, bc_customer_id bigint, guest_email text, channel_id bigint, status_id int, currency text,
  total_minor bigint, placed_at timestamptz, bc_modified_at timestamptz, facts jsonb)
ORDER BY bc_order_id
ON CONFLICT (store_id, bc_order_id) DO NOTHING
RETURNING id`;

/** Row by row in the order of the sorted list: what stands in `LATERAL` cannot be turned round. */
const lockSql = `
SELECT 1
FROM (SELECT bc_order_id FROM jsonb_to_recordset($2::jsonb) AS fetched(bc_order_id bigint) ORDER BY bc_order_id) fetched
CROSS JOIN LATERAL (
  SELECT 1 FROM orders WHERE store_id = $1 AND bc_order_id = fetched.bc_order_id FOR UPDATE
) locked`;

/**
 * A merged customer is followed one step: merging moves older merges along, so chains do not grow. `OFFSET 0` keeps each
 * look-up by number a look-up in the unique index, see `ofStore`.
 */
const readSql = `
SELECT o.id, o.bc_order_id, o.bc_modified_at, o.program_version_id, o.awarded_at, o.pinned,
       o.points_awarded, o.facts -> 'refunds' AS known_refunds, o.import_id, o.withdrawn_at IS NOT NULL AS is_withdrawn,
       holder.id AS holder_id, holder.state AS holder_state,
       owner.id AS owner_id, owner.state AS owner_state,
       NOT EXISTS (
         SELECT 1 FROM orders earlier
         WHERE earlier.store_id = o.store_id AND earlier.customer_id = owner.id
           AND (earlier.placed_at, earlier.bc_order_id) < (o.placed_at, o.bc_order_id) AND earlier.status_id <> 0
       ) AS is_first_order
FROM jsonb_to_recordset($2::jsonb) AS fetched(bc_order_id bigint, bc_customer_id bigint)
CROSS JOIN LATERAL (SELECT * FROM orders WHERE store_id = $1 AND bc_order_id = fetched.bc_order_id OFFSET 0) o
LEFT JOIN customers known ON known.id = o.customer_id AND ${ofStore("known.store_id")}
LEFT JOIN customers holder
  ON holder.id = COALESCE(known.merged_into_id, known.id) AND ${ofStore("holder.store_id")}
LEFT JOIN LATERAL (
  SELECT id, merged_into_id FROM customers
  WHERE store_id = $1 AND bc_customer_id = fetched.bc_customer_id OFFSET 0
) told ON true
LEFT JOIN customers owner ON owner.id = COALESCE(
  told.merged_into_id, told.id, CASE WHEN fetched.bc_customer_id IS NULL THEN holder.id END
) AND ${ofStore("owner.store_id")}
ORDER BY o.bc_order_id`;

type OwnerState = OrderOwner["state"];

type LockedRow = {
  id: bigint;
  bc_order_id: bigint;
  bc_modified_at: Date;
  program_version_id: bigint | null;
  awarded_at: Date | null;
  pinned: PinnedInputs | null;
  points_awarded: bigint;
  known_refunds: OrderRefund[];
  holder_id: bigint | null;
  holder_state: OwnerState | null;
  owner_id: bigint | null;
  owner_state: OwnerState | null;
  is_first_order: boolean;
  import_id: bigint | null;
  is_withdrawn: boolean;
};

function toLockedOrder(row: LockedRow, isNew: boolean): LockedOrder {
  return {
    id: row.id,
    bcOrderId: Number(row.bc_order_id),
    bcModifiedAt: row.bc_modified_at,
    programVersionId: row.program_version_id,
    awardedAt: row.awarded_at,
    pinned: row.pinned,
    pointsAwarded: Number(row.points_awarded),
    knownRefunds: row.known_refunds,
    holder: toOwner(row.holder_id, row.holder_state),
    owner: toOwner(row.owner_id, row.owner_state),
    isFirstOrder: row.is_first_order,
    importId: row.import_id,
    isWithdrawn: row.is_withdrawn,
    isNew,
  };
}

function toOwner(id: bigint | null, state: OwnerState | null): OrderOwner | null {
  return id === null || state === null ? null : { customerId: id, state };
}
