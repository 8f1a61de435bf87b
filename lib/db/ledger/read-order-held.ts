import { type LedgerExecutor, type NamedStatement, runStatement } from "@/lib/db/ledger/executor";
import { ofStore } from "@/lib/db/of-store";
import type { OrderHoldings } from "@/lib/loyalty/posting";

/**
 * What the ledger itself says per order and person; who was merged away counts with the heir. `orders.points_*` caches
 * it for lists; decisions read it from here, so that a wrong cache can never turn into wrong points.
 */
const heldStatement: NamedStatement = {
  name: "ledger-order-held-3",
  text: `
SELECT t.order_id, coalesce(c.merged_into_id, c.id) AS customer_id, count(DISTINCT t.id) AS revision,
  coalesce(sum(e.amount) FILTER (WHERE e.account = 'customer:pending'), 0)::bigint AS pending,
  coalesce(sum(e.amount) FILTER (WHERE e.account IN ('customer:available', 'customer:debt')), 0)::bigint AS available,
  coalesce(-sum(e.amount) FILTER (WHERE e.account = 'program:shortfall'), 0)::bigint AS shortfall
  FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id JOIN customers c ON c.id = t.customer_id
 WHERE t.order_id = ANY ($2::bigint[]) AND ${ofStore("t.store_id")}
   AND t.type IN ('order_award', 'order_reversal', 'hold_release')
 GROUP BY 1, 2`,
};

type Row = Record<
  "order_id" | "customer_id" | "pending" | "available" | "shortfall" | "revision",
  bigint | number
>;

/** Held points by our order id; an order without transactions is absent. Read under `lockBalances`. */
export async function readOrderHeld(
  executor: LedgerExecutor,
  storeId: bigint,
  orderIds: readonly bigint[],
): Promise<Map<bigint, OrderHoldings>> {
  const rows = await runStatement<Row>(executor, heldStatement, [String(storeId), orderIds.map(String)]);
  const result = new Map<bigint, OrderHoldings>();
  for (const row of rows) {
    const orderId = BigInt(row.order_id);
    const { revision, of } = result.get(orderId) ?? { revision: 0, of: new Map() };
    const [pending, available, shortfall] = [row.pending, row.available, row.shortfall].map(Number);
    const mine = { pending: pending ?? 0, available: available ?? 0, shortfall: shortfall ?? 0 };
    of.set(BigInt(row.customer_id), mine);
    result.set(orderId, { revision: revision + Number(row.revision), of });
  }
  return result;
}
