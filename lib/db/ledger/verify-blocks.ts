import { chainedHash, digestOf } from "@/lib/db/ledger/canonical-content";
import { type LedgerCheck, type LedgerDifference, oneStore } from "@/lib/db/ledger/ledger-check";

/**
 * The two checks that read every transaction with its entries, the greater part of all the work. Under the seals both
 * come out of one read: what is in hand for the hash is summed as well.
 */

const isShoppers = "l.account IN ('customer:pending', 'customer:available', 'customer:debt')";

/** Over the entries `l` of a transaction `t`. */
const sums = `count(*) AS count, sum(l.amount) AS total, coalesce(sum(l.amount) FILTER (WHERE ${isShoppers}), 0) AS seen,
  bool_and(l.store_id = t.store_id AND (l.customer_id = t.customer_id) IS NOT FALSE) AS own`;

const isUnbalanced = "(e.count < 2 OR e.total <> 0 OR e.seen <> t.points_change OR NOT e.own)";

const unbalancedColumns =
  "t.store_id, t.id AS transaction_id, t.points_change, e.count AS legs, e.total, e.seen, e.own";

/** More of one block would tell nothing new, and all of many blocks would be much to hold. */
const unbalancedPerBlockMax = 100;

type BlockRow = LedgerDifference & { is_changed: boolean; unbalanced: LedgerDifference[] | null };

/** Every other block by itself: what one block must be, the block before it says. */
function sealedText(remainder: 0 | 1): string {
  const transactions = `
    SELECT * FROM ledger_transactions
     WHERE store_id = b.store_id AND id > b.after_id AND id <= b.to_transaction_id`;
  const digest = digestOf(transactions, {
    ofEntries: sums,
    ofTransactions: `array_agg((SELECT to_jsonb(u) FROM (SELECT ${unbalancedColumns}) u)) FILTER (WHERE ${isUnbalanced}) AS unbalanced`,
  });
  return `
SELECT store_id, number, from_transaction_id, to_transaction_id, transaction_count, transactions, is_changed,
       unbalanced[1:${unbalancedPerBlockMax}] AS unbalanced
  FROM (
    SELECT b.*, d.transactions, d.unbalanced,
           b.previous_hash <> b.expected_previous OR b.number <> coalesce(b.number_before, 0) + 1
             OR b.transaction_count <> d.transactions OR b.from_transaction_id IS DISTINCT FROM d.from_id
             OR b.to_transaction_id IS DISTINCT FROM d.to_id OR b.hash <> ${chainedHash} AS is_changed
      FROM (
        SELECT *, coalesce(lag(to_transaction_id) OVER w, -1::bigint << 63) AS after_id,
               coalesce(lag(hash) OVER w, '\\x'::bytea) AS expected_previous, lag(number) OVER w AS number_before
          FROM ledger_blocks WHERE ${oneStore("ledger_blocks")} WINDOW w AS (PARTITION BY store_id ORDER BY number)
      ) b
      CROSS JOIN LATERAL (${digest}) d
     WHERE b.number % 2 = ${remainder}
  ) seen
 WHERE is_changed OR unbalanced IS NOT NULL
 -- Two checks share this read: however many blocks were changed, none of them hides a sum that is wrong.
 ORDER BY unbalanced IS NULL
 LIMIT $2`;
}

/** What stands behind the last block of its store, in every store that the ledger names. */
const unsealedText = `
WITH RECURSIVE named AS (
  SELECT min(store_id) AS id FROM ledger_transactions WHERE ${oneStore("ledger_transactions")}
  UNION ALL
  SELECT (SELECT min(store_id) FROM ledger_transactions
           WHERE store_id > named.id AND ${oneStore("ledger_transactions")})
    FROM named WHERE named.id IS NOT NULL
)
SELECT ${unbalancedColumns}
  FROM (SELECT id FROM named WHERE id IS NOT NULL) named
  LEFT JOIN LATERAL (
    SELECT to_transaction_id FROM ledger_blocks WHERE store_id = named.id ORDER BY number DESC LIMIT 1
  ) b ON true
  -- Set apart, or all transactions are read to leave out the sealed ones.
  CROSS JOIN LATERAL (
    SELECT * FROM ledger_transactions
     WHERE store_id = named.id AND id > coalesce(b.to_transaction_id, -1::bigint << 63) OFFSET 0
  ) t
  CROSS JOIN LATERAL (SELECT ${sums} FROM ledger_entries l WHERE l.transaction_id = t.id) e
 WHERE ${isUnbalanced}
 LIMIT $2`;

const sealed = [sealedText(0), sealedText(1)];

export const hashChain: LedgerCheck = {
  name: "hash-chain",
  title: "no sealed transaction was changed, removed or slipped in",
  reads: sealed.map((text) => ({
    text,
    differences: (row) => {
      const { is_changed, unbalanced: _, ...block } = row as BlockRow;
      return is_changed ? [block] : [];
    },
  })),
};

export const zeroSum: LedgerCheck = {
  name: "zero-sum",
  title: "entries of every transaction sum to zero and say what it says",
  reads: [
    ...sealed.map((text) => ({
      text,
      differences: (row: LedgerDifference) => (row as BlockRow).unbalanced ?? [],
    })),
    { text: unsealedText },
  ],
};
