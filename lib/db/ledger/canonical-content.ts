/**
 * The text a block's hash covers, one line a transaction with its entries, in id order. It must read the same on every
 * server and for ever: only named columns (a later one would change old hashes), no output that depends on session
 * settings (zones, bytea format). `t` is a row of `ledger_transactions`.
 */
const transactionLine = `ROW(t.id, t.store_id, t.customer_id, t.type, t.idempotency_key, encode(t.input_hash, 'hex'),
  t.points_change, t.program_version_id, t.order_id, t.corrects_id, t.description, t.internal_note, t.actor_id,
  t.explanation, (extract(epoch FROM t.occurred_at) * 1000)::bigint,
  (extract(epoch FROM t.created_at) * 1000)::bigint, e.legs)::text`;

/** Aggregates `content` (bytea, SHA-256), `transactions`, `from_id` and `to_id` over the transactions in `rows`. */
export function digestOf(rows: string): string {
  return `
  SELECT count(*) AS transactions, min(t.id) AS from_id, max(t.id) AS to_id,
         sha256(convert_to(coalesce(string_agg(${transactionLine}, E'\\n' ORDER BY t.id), ''), 'UTF8')) AS content
    FROM (${rows}) t
    CROSS JOIN LATERAL (
      SELECT string_agg(ROW(l.account, l.customer_id, l.amount, l.balance_after)::text, ',' ORDER BY l.account) AS legs
        FROM ledger_entries l WHERE l.transaction_id = t.id
    ) e`;
}

/** `hash = sha256(previous hash, content)`: no block can change without all later ones. */
export const chainedHash = "sha256(previous_hash || content)";
