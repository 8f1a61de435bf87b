import { type LedgerExecutor, type NamedStatement, runStatement } from "@/lib/db/ledger/executor";
import { ofStore } from "@/lib/db/of-store";
import type { OrderHeld } from "@/lib/loyalty/posting";

/**
 * What the ledger itself says per order. `orders.points_*` caches it for lists; decisions read it from here, so that a
 * wrong cache can never turn into wrong points.
 */
const heldStatement: NamedStatement = {
  name: "ledger-order-held-2",
  text: `
SELECT t.order_id, count(DISTINCT t.id) AS revision,
  coalesce(sum(e.amount) FILTER (WHERE e.account = 'customer:pending'), 0)::bigint AS pending,
  coalesce(sum(e.amount) FILTER (WHERE e.account IN ('customer:available', 'customer:debt')), 0)::bigint AS available,
  coalesce(-sum(e.amount) FILTER (WHERE e.account = 'program:shortfall'), 0)::bigint AS shortfall
  FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id
 WHERE t.order_id = ANY ($2::bigint[]) AND ${ofStore("t.store_id")}
   AND t.type IN ('order_award', 'order_reversal', 'hold_release')
 GROUP BY t.order_id`,
};

type Row = Record<keyof OrderHeld | "order_id", bigint | number>;

/** Held points by our order id; an order without transactions is absent. Read under `lockBalances`. */
export async function readOrderHeld(
  executor: LedgerExecutor,
  storeId: bigint,
  orderIds: readonly bigint[],
): Promise<Map<bigint, OrderHeld>> {
  const rows = await runStatement<Row>(executor, heldStatement, [String(storeId), orderIds.map(String)]);
  return new Map(
    rows.map((row) => [
      BigInt(row.order_id),
      {
        pending: Number(row.pending),
        available: Number(row.available),
        shortfall: Number(row.shortfall),
        revision: Number(row.revision),
      },
    ]),
  );
}
