import { db } from "@/lib/db/client";
import type { Customer } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";

/** A person as BigCommerce describes them. Times are ISO 8601. */
export type CustomerInput = {
  customerId: number;
  email: string;
  firstName: string;
  lastName: string;
  groupId: number | null;
  originChannelId: number | null;
  createdAt: string | null;
  modifiedAt: string | null;
};

/**
 * One statement for a whole page: an older description never overwrites a newer one, a deleted person comes back,
 * unless merged away.
 */
const upsert = `
  INSERT INTO customers (store_id, bc_customer_id, email, first_name, last_name, bc_group_id, origin_channel_id,
                         bc_created_at, bc_modified_at, updated_at)
  SELECT $1, c.* , now()
    FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::timestamptz[],
                $9::timestamptz[]) AS c
      ON CONFLICT (store_id, bc_customer_id) DO UPDATE
     SET email = excluded.email, first_name = excluded.first_name, last_name = excluded.last_name,
         bc_group_id = excluded.bc_group_id, origin_channel_id = excluded.origin_channel_id,
         bc_created_at = excluded.bc_created_at, bc_modified_at = excluded.bc_modified_at, updated_at = now(),
         state = CASE WHEN customers.deleted_at IS NULL OR customers.merged_into_id IS NOT NULL THEN customers.state
                      WHEN customers.member_since IS NULL THEN 'candidate'::customer_state
                      ELSE 'member'::customer_state END,
         deleted_at = NULL
   WHERE customers.bc_modified_at IS NULL OR excluded.bc_modified_at IS NULL
      OR excluded.bc_modified_at >= customers.bc_modified_at
  RETURNING id, xmax = 0 AS is_new`;

/** Writes customers of a store, set-based, and names those that are new (our ids). */
export async function upsertCustomers(
  tx: Transaction,
  storeId: bigint,
  customers: CustomerInput[],
): Promise<bigint[]> {
  const rows = [...new Map(customers.map((customer) => [customer.customerId, customer])).values()];
  if (rows.length === 0) return [];
  const written = await tx.$queryRawUnsafe<{ id: bigint; is_new: boolean }[]>(
    upsert,
    storeId,
    rows.map((row) => row.customerId),
    rows.map((row) => row.email),
    rows.map((row) => row.firstName),
    rows.map((row) => row.lastName),
    rows.map((row) => row.groupId),
    rows.map((row) => row.originChannelId),
    rows.map((row) => row.createdAt),
    rows.map((row) => row.modifiedAt),
  );
  return written.filter((row) => row.is_new).map((row) => BigInt(row.id));
}

/** Those of these customers who registered since the store installed Laurel, or whose e-mail stands on a guest order that nobody has claimed. */
export async function filterWorthTelling(tx: Transaction, storeId: bigint, ids: bigint[]): Promise<bigint[]> {
  if (ids.length === 0) return [];
  const rows = await tx.$queryRawUnsafe<{ id: bigint }[]>(
    `SELECT c.id FROM customers c
      WHERE c.store_id = $1 AND c.id = ANY($2::bigint[])
        AND (c.bc_created_at >= (SELECT installed_at FROM stores WHERE id = $1) OR EXISTS
            (SELECT 1 FROM orders o WHERE o.store_id = c.store_id AND o.guest_email = c.email AND o.customer_id IS NULL))`,
    storeId,
    ids,
  );
  return rows.map((row) => BigInt(row.id));
}

/** One customer of a store by our id; null for another store's. */
export function findCustomerById(storeId: bigint, customerId: bigint): Promise<Customer | null> {
  return db().customer.findFirst({ where: { storeId, id: customerId } });
}

/** People who no longer exist at BigCommerce: disabled, balance kept as it is. Unknown ids are no error. */
export async function markCustomersDeleted(
  storeId: bigint,
  bcCustomerIds: number[],
  at: Date,
): Promise<void> {
  await db().customer.updateMany({
    where: { storeId, bcCustomerId: { in: bcCustomerIds.map(BigInt) }, deletedAt: null },
    data: { state: "disabled", deletedAt: at },
  });
}

/** Where the customer sweep of a store goes on; never moves backwards. */
export async function advanceCustomerSweep(storeId: bigint, until: Date): Promise<void> {
  await db().store.updateMany({
    where: { id: storeId, OR: [{ sweptCustomersUntil: null }, { sweptCustomersUntil: { lt: until } }] },
    data: { sweptCustomersUntil: until },
  });
}
