import type { NamedStatement } from "@/lib/db/ledger/executor";
import { storeLockKey } from "@/lib/db/ledger/post-statement";

/**
 * Gives one customer points in one round trip, paying a debt first under the lock it takes. Returns the new id, or no
 * row when the key stands already or the customer is not of this store.
 *
 * $1 store, $2 customer, $3 type, $4 key, $5 hash (hex), $6 points, $7 counter account, $8 program version,
 * $9 description, $10 internal note, $11 actor, $12 explanation, $13 occurred at
 */
export const awardStatement: NamedStatement = {
  name: "ledger-award-1",
  text: `
WITH gate AS MATERIALIZED (
  SELECT pg_advisory_xact_lock_shared(${storeLockKey})
), locked AS MATERIALIZED (
  SELECT b.available, b.debt, least($6::bigint, -b.debt) AS pays
    FROM customer_balances b, gate
   WHERE b.customer_id = $2::bigint AND b.store_id = $1::bigint
     FOR NO KEY UPDATE OF b
), posted AS (
  INSERT INTO ledger_transactions (store_id, customer_id, type, idempotency_key, input_hash, points_change,
    program_version_id, description, internal_note, actor_id, explanation, occurred_at)
  SELECT $1::bigint, $2::bigint, $3::ledger_transaction_type, $4, decode($5, 'hex'), $6::bigint,
    $8::bigint, $9, $10, $11::bigint, $12::jsonb, $13::timestamptz
    FROM locked
  ON CONFLICT (store_id, idempotency_key) DO NOTHING
  RETURNING id
), written AS (
  INSERT INTO ledger_entries (store_id, transaction_id, account, customer_id, amount, balance_after)
  SELECT $1::bigint, p.id, e.account, e.customer_id, e.amount, e.balance_after
    FROM posted p, locked l, LATERAL (VALUES
      ('customer:available'::ledger_account, $2::bigint, $6::bigint - l.pays, l.available + $6::bigint - l.pays),
      ('customer:debt', $2::bigint, l.pays, l.debt + l.pays),
      ($7::ledger_account, NULL, -$6::bigint, NULL)
    ) AS e(account, customer_id, amount, balance_after)
   WHERE e.amount <> 0
), moved AS (
  UPDATE customer_balances b
     SET available = b.available + $6::bigint - l.pays, debt = b.debt + l.pays,
         earned_total = b.earned_total + $6::bigint, last_activity_at = now()
    FROM posted, locked l
   WHERE b.customer_id = $2::bigint AND b.store_id = $1::bigint
)
SELECT id FROM posted`,
};
