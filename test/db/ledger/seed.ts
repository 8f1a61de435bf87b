import { pool } from "@/lib/db/client";
import type { TransactionInput } from "@/lib/db/ledger/transaction-input";

let serial = 0;

/** A store with customers, each with an empty balance row (opened by the database itself). */
export async function seedStore(
  customers = 1,
  { timeZone = "UTC" } = {},
): Promise<{ storeId: bigint; customerIds: bigint[] }> {
  serial += 1;
  const store = await pool().query(
    "INSERT INTO stores (hash, scopes, time_zone, updated_at) VALUES ($1, '{}', $2, now()) RETURNING id",
    [`ledger${process.pid}x${serial}`, timeZone],
  );
  const storeId = BigInt(store.rows[0].id);
  const people = await pool().query(
    `INSERT INTO customers (store_id, bc_customer_id, email, updated_at)
     SELECT $1, n, 'shopper' || n || '@example.com', now() FROM generate_series(1, $2) AS n RETURNING id`,
    [String(storeId), customers],
  );
  return { storeId, customerIds: people.rows.map((row) => BigInt(row.id)) };
}

/** `points` > 0 gives, < 0 takes, straight to and from what is available. */
export function adjustment(
  key: string,
  customerId: bigint,
  points: number,
  more: Partial<TransactionInput> = {},
): TransactionInput {
  return {
    key,
    type: "adjustment",
    customerId,
    entries: [
      { account: "customer:available", amount: points },
      { account: "program:adjusted", amount: -points },
    ],
    explanation: { version: 1, subject: "adjustment", rules: [] },
    occurredAt: new Date("2026-11-24T12:00:00Z"),
    ...more,
  };
}

export async function balanceOf(customerId: bigint) {
  const { rows } = await pool().query(
    "SELECT pending, available, held, debt, earned_total, spent_total FROM customer_balances WHERE customer_id = $1",
    [String(customerId)],
  );
  return rows[0];
}
