import pg from "pg";
import type { StoreHandle } from "@/test/sandbox/admin/store-handle";
import type { Order } from "@/test/sandbox/state/types";

const dayMs = 86_400_000;

/** Five weeks of orders, uneven as in a real shop: the later the busier, with quiet days. Returns some to refund. */
export function placeHistory(store: StoreHandle, now: number): Order[] {
  const customers = [...store.state.customers.keys()];
  const products = [...store.state.products.keys()];
  const pick = <T>(items: T[], index: number) => items[index % items.length] as T;
  const returned: Order[] = [];
  let serial = 0;
  for (let daysAgo = 35; daysAgo >= 0; daysAgo -= 1) {
    const orders = 1 + (((35 - daysAgo) * 7 + daysAgo * daysAgo) % 5);
    for (let n = 0; n < (daysAgo % 7 === 1 ? 1 : orders); n += 1) {
      serial += 1;
      const order = store.placeOrder({
        customerId: pick(customers, serial * 5 + n),
        lines: [
          { productId: pick(products, serial * 3), quantity: 1 + (serial % 2) },
          { productId: pick(products, serial * 7 + 1), quantity: 1 },
        ],
        statusId: 10,
        createdAt: new Date(now - daysAgo * dayMs - (serial % 9) * 3_600_000).toISOString(),
      });
      if (serial % 9 === 0) returned.push(order);
    }
  }
  return returned;
}

/**
 * Dates what was just posted back to its orders' days, so that a chart has something to show. This is the one place
 * that goes around the ledger's triggers, in a throw-away database.
 */
export async function dateBack(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`
      BEGIN;
      SET LOCAL session_replication_role = replica;
      UPDATE ledger_transactions t SET created_at = LEAST(o.placed_at, now()), occurred_at = LEAST(o.placed_at, now())
        FROM orders o WHERE o.id = t.order_id;
      DELETE FROM ledger_blocks; DELETE FROM points_days; DELETE FROM points_rollups;
      COMMIT`);
  } finally {
    await client.end();
  }
}
