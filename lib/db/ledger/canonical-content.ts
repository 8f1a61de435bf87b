/**
 * The bytes a block's hash covers: its transactions in id order, each followed by its entries. They must read the same
 * on every server and for ever: only named columns (a later one would change old hashes), in Postgres' binary form of a
 * row, which depends on no session setting (zones, bytea format). That form names the type of each column by number, so
 * enums, whose number is another one in every database, go as text. `t` is a row of `ledger_transactions`.
 */
const transactionBytes = `record_send(ROW(t.id, t.store_id, t.customer_id, t.type::text, t.idempotency_key, t.input_hash,
  t.points_change, t.program_version_id, t.order_id, t.corrects_id, t.description, t.internal_note, t.actor_id,
  t.explanation, t.occurred_at, t.created_at, e.legs))`;

const entryBytes = "record_send(ROW(l.account::text, l.customer_id, l.amount, l.balance_after))";

/** What else to aggregate while the rows are in hand: over the entries `l` of each transaction, and over `t` with those. */
export type DigestMore = { ofEntries: string; ofTransactions: string };

/** Aggregates `content` (bytea, SHA-256), `transactions`, `from_id` and `to_id` over the transactions in `rows`. */
export function digestOf(rows: string, more?: DigestMore): string {
  return `
  SELECT count(*) AS transactions, min(t.id) AS from_id, max(t.id) AS to_id,
         sha256(coalesce(string_agg(${transactionBytes}, ''::bytea ORDER BY t.id), ''::bytea)) AS content
         ${more ? `, ${more.ofTransactions}` : ""}
    FROM (${rows}) t
    CROSS JOIN LATERAL (
      SELECT string_agg(${entryBytes}, ''::bytea ORDER BY l.account) AS legs ${more ? `, ${more.ofEntries}` : ""}
        FROM ledger_entries l WHERE l.transaction_id = t.id
    ) e`;
}

/** `hash = sha256(previous hash, content)`: no block can change without all later ones. */
export const chainedHash = "sha256(previous_hash || content)";
