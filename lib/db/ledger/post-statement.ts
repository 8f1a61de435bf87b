import type { NamedStatement } from "@/lib/db/ledger/executor";
import { ofStore } from "@/lib/db/of-store";

/**
 * Posters hold this lock shared from before an id is drawn until they commit; sealing takes it exclusively for a
 * moment to learn the highest id below which nothing can still appear.
 */
export const storeLockKey = "hashtextextended('laurel:ledger', $1::bigint)";

/**
 * Posts a whole batch: lock the balances in id order, insert what is new, number the running totals, write the legs,
 * move the balances. Returns the keys that were new. Everything hangs on what was inserted, so a repeated key moves
 * nothing. Ids are drawn after the balance locks, so a customer's ids stand in the order of its running totals.
 *
 * $1 store, $2–$14 one list a column over the transactions (null for a column of nulls), $15–$17 over their entries
 * ($15 is the transaction's place in the batch, from 1).
 */
export const postStatement: NamedStatement = {
  name: "ledger-post-3",
  text: `
WITH gate AS MATERIALIZED (
  SELECT pg_advisory_xact_lock_shared(${storeLockKey})
), input AS MATERIALIZED (
  SELECT * FROM unnest(
    $2::text[], $3::bigint[], $4::ledger_transaction_type[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[],
    $9::bigint[], $10::text[], $11::text[], $12::bigint[], $13::text[]::jsonb[], $14::timestamptz[]
  ) WITH ORDINALITY AS i(key, customer_id, type, hash, points_change, program_version_id, order_id,
    corrects_id, description, internal_note, actor_id, explanation, occurred_at, place)
), locked AS MATERIALIZED (
  SELECT b.customer_id, b.pending, b.available, b.held, b.debt
    FROM customer_balances b, gate
   WHERE ${ofStore("b.store_id")} AND b.customer_id = ANY ($3::bigint[])
   ORDER BY b.customer_id
     FOR NO KEY UPDATE OF b
), posted AS (
  INSERT INTO ledger_transactions (store_id, customer_id, type, idempotency_key, input_hash, points_change,
    program_version_id, order_id, corrects_id, description, internal_note, actor_id, explanation, occurred_at)
  SELECT $1::bigint, i.customer_id, i.type, i.key, decode(i.hash, 'hex'), i.points_change,
    i.program_version_id, i.order_id, i.corrects_id, i.description, i.internal_note, i.actor_id, i.explanation,
    i.occurred_at
    FROM input i JOIN locked l ON l.customer_id = i.customer_id
   ORDER BY i.place
  ON CONFLICT (store_id, idempotency_key) DO NOTHING
  RETURNING id, idempotency_key
), legs AS MATERIALIZED (
  SELECT p.id, i.customer_id, e.account, e.amount, e.account::text LIKE 'customer:%' AS owned,
         CASE e.account WHEN 'customer:pending' THEN l.pending WHEN 'customer:available' THEN l.available
           WHEN 'customer:held' THEN l.held ELSE l.debt END AS before,
         i.points_change > 0 AND i.type NOT IN ('redemption_release', 'redemption_return') AS earns
    FROM posted p
    JOIN input i ON i.key = p.idempotency_key
    JOIN locked l ON l.customer_id = i.customer_id
    JOIN unnest($15::bigint[], $16::ledger_account[], $17::bigint[]) AS e(place, account, amount) ON e.place = i.place
), written AS (
  INSERT INTO ledger_entries (store_id, transaction_id, account, customer_id, amount, balance_after)
  SELECT $1::bigint, id, account, CASE WHEN owned THEN customer_id END, amount,
         CASE WHEN owned THEN before + sum(amount) OVER (PARTITION BY customer_id, account ORDER BY id) END
    FROM legs
), moves AS (
  SELECT customer_id,
    coalesce(sum(amount) FILTER (WHERE account = 'customer:pending'), 0) AS pending,
    coalesce(sum(amount) FILTER (WHERE account = 'customer:available'), 0) AS available,
    coalesce(sum(amount) FILTER (WHERE account = 'customer:held'), 0) AS held,
    coalesce(sum(amount) FILTER (WHERE account = 'customer:debt'), 0) AS debt,
    coalesce(sum(amount) FILTER (WHERE earns AND account <> 'customer:held'), 0) AS earned
    FROM legs WHERE owned GROUP BY customer_id
), moved AS (
  UPDATE customer_balances b SET
    pending = b.pending + m.pending, available = b.available + m.available, held = b.held + m.held,
    debt = b.debt + m.debt, earned_total = b.earned_total + m.earned,
    spent_total = b.spent_total + m.earned - m.pending - m.available - m.debt, last_activity_at = now()
    FROM moves m
   WHERE b.customer_id = m.customer_id AND ${ofStore("b.store_id")}
)
SELECT id, idempotency_key AS key FROM posted`,
};
