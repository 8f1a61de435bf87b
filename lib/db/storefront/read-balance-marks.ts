import { pool } from "@/lib/db/client";

export type BalanceMark = {
  store_id: number;
  customer_id: number;
  available: number;
  pending: number;
  debt: number;
  /** Another one after every committed change of the balance, whatever the change was. */
  mark: string;
};

/**
 * How the balances of these customers stand, each named by its store and its id. Those that are gone, merged away, or
 * whose store is uninstalled are absent. Postgres' own row version tells a change apart, so nobody who posts has to tell.
 */
export async function readBalanceMarks(
  customers: readonly { storeId: bigint; customerId: bigint }[],
): Promise<BalanceMark[]> {
  const { rows } = await pool().query<BalanceMark>({
    name: "storefront-balance-marks",
    text: `SELECT c.store_id, c.id AS customer_id, coalesce(b.available, 0) AS available,
                  coalesce(b.pending, 0) AS pending, coalesce(b.debt, 0) AS debt, coalesce(b.xmin::text, '') AS mark
             FROM unnest($1::bigint[], $2::bigint[]) AS w(store_id, customer_id)
             JOIN customers c ON c.id = w.customer_id AND c.store_id = w.store_id AND c.merged_into_id IS NULL
             JOIN stores s ON s.id = w.store_id AND s.status <> 'uninstalled'
             LEFT JOIN customer_balances b ON b.customer_id = c.id AND b.store_id = c.store_id`,
    values: [
      customers.map(({ storeId }) => String(storeId)),
      customers.map(({ customerId }) => String(customerId)),
    ],
  });
  return rows;
}
