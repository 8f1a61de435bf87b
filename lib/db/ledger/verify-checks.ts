import { chainedHash, digestOf } from "@/lib/db/ledger/canonical-content";

/**
 * Each check is one read of the whole ledger (or of one store: $1, null for all) that returns only what differs, so
 * memory stays flat however large the ledger is. `$2` bounds the differences returned.
 */
export type LedgerCheck = {
  name: string;
  title: string;
  /** One read, or several that together are the check and may run at the same time. */
  texts: readonly string[];
};

const oneStore = (table: string) => `($1::bigint IS NULL OR ${table}.store_id = $1::bigint)`;

const zeroSum: LedgerCheck = {
  name: "zero-sum",
  title: "entries of every transaction sum to zero and say what it says",
  texts: [
    `
SELECT t.store_id, t.id AS transaction_id, t.points_change, e.legs, e.total, e.seen
  FROM ledger_transactions t
  LEFT JOIN (
    SELECT transaction_id, count(*) AS legs, sum(amount) AS total, min(store_id) AS store_from,
           max(store_id) AS store_to, min(customer_id) AS customer_from, max(customer_id) AS customer_to,
           coalesce(sum(amount) FILTER (
             WHERE account IN ('customer:pending', 'customer:available', 'customer:debt')), 0) AS seen
      FROM ledger_entries WHERE ${oneStore("ledger_entries")} GROUP BY transaction_id
  ) e ON e.transaction_id = t.id
 WHERE ${oneStore("t")}
   AND (e.legs IS NULL OR e.legs < 2 OR e.total <> 0 OR e.seen <> t.points_change
        OR e.store_from <> t.store_id OR e.store_to <> t.store_id
        OR e.customer_from <> t.customer_id OR e.customer_to <> t.customer_id)
 LIMIT $2`,
  ],
};

const balances: LedgerCheck = {
  name: "balances",
  title: "every cached balance is the sum of its entries",
  texts: [
    `
SELECT b.store_id, b.customer_id, b.pending, e.pending AS pending_entries, b.available,
       e.available AS available_entries, b.held, e.held AS held_entries, b.debt, e.debt AS debt_entries,
       b.earned_total - b.spent_total AS earned_less_spent
  FROM customer_balances b
  FULL JOIN (
    SELECT customer_id,
           coalesce(sum(amount) FILTER (WHERE account = 'customer:pending'), 0) AS pending,
           coalesce(sum(amount) FILTER (WHERE account = 'customer:available'), 0) AS available,
           coalesce(sum(amount) FILTER (WHERE account = 'customer:held'), 0) AS held,
           coalesce(sum(amount) FILTER (WHERE account = 'customer:debt'), 0) AS debt
      FROM ledger_entries WHERE customer_id IS NOT NULL AND ${oneStore("ledger_entries")} GROUP BY customer_id
  ) e ON e.customer_id = b.customer_id
 WHERE ($1::bigint IS NULL OR b.store_id = $1::bigint OR b.store_id IS NULL)
   AND (b.customer_id IS NULL
        OR b.pending <> coalesce(e.pending, 0) OR b.available <> coalesce(e.available, 0)
        OR b.held <> coalesce(e.held, 0) OR b.debt <> coalesce(e.debt, 0)
        OR b.earned_total - b.spent_total <> b.pending + b.available + b.debt)
 LIMIT $2`,
  ],
};

const runningTotals: LedgerCheck = {
  name: "running-totals",
  title: "every running total is the sum of the entries up to it",
  texts: [
    `
SELECT store_id, transaction_id, customer_id, account, balance_after, running
  FROM (
    SELECT store_id, transaction_id, customer_id, account, balance_after,
           sum(amount) OVER (PARTITION BY customer_id, account ORDER BY transaction_id) AS running
      FROM ledger_entries WHERE customer_id IS NOT NULL AND ${oneStore("ledger_entries")}
  ) e
 WHERE balance_after <> running
 LIMIT $2`,
  ],
};

const orders: LedgerCheck = {
  name: "orders",
  title: "every order shows what the ledger holds for it",
  texts: [
    `
SELECT o.store_id, o.bc_order_id, o.points_pending, l.pending, o.points_available, l.available,
       o.points_shortfall, l.shortfall, o.revision, l.revision AS transactions
  FROM orders o
  LEFT JOIN (
    SELECT t.order_id, count(DISTINCT t.id) AS revision,
           coalesce(sum(e.amount) FILTER (WHERE e.account = 'customer:pending'), 0) AS pending,
           coalesce(sum(e.amount) FILTER (WHERE e.account IN ('customer:available', 'customer:debt')), 0) AS available,
           coalesce(-sum(e.amount) FILTER (WHERE e.account = 'program:shortfall'), 0) AS shortfall
      FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id
     WHERE t.order_id IS NOT NULL AND t.type IN ('order_award', 'order_reversal', 'hold_release')
       AND ${oneStore("t")}
     GROUP BY t.order_id
  ) l ON l.order_id = o.id
 WHERE ${oneStore("o")}
   AND (o.points_pending <> coalesce(l.pending, 0) OR o.points_available <> coalesce(l.available, 0)
        OR o.points_shortfall <> coalesce(l.shortfall, 0) OR o.revision <> coalesce(l.revision, 0)
        OR o.points_pending + o.points_available < 0)
 LIMIT $2`,
  ],
};

/** Every other block by itself: what one block must be, the block before it says. */
const chain: LedgerCheck = {
  name: "hash-chain",
  title: "no sealed transaction was changed, removed or slipped in",
  texts: [chainOf(0), chainOf(1)],
};

function chainOf(remainder: 0 | 1): string {
  return `
SELECT b.store_id, b.number, b.from_transaction_id, b.to_transaction_id, b.transaction_count, d.transactions
  FROM (
    SELECT *, coalesce(lag(to_transaction_id) OVER w, -1::bigint << 63) AS after_id,
           coalesce(lag(hash) OVER w, '\\x'::bytea) AS expected_previous, lag(number) OVER w AS number_before
      FROM ledger_blocks WHERE ${oneStore("ledger_blocks")} WINDOW w AS (PARTITION BY store_id ORDER BY number)
  ) b
  CROSS JOIN LATERAL (${digestOf(`
    SELECT * FROM ledger_transactions
     WHERE store_id = b.store_id AND id > b.after_id AND id <= b.to_transaction_id`)}) d
 WHERE b.number % 2 = ${remainder} AND (b.previous_hash <> b.expected_previous OR b.number <> coalesce(b.number_before, 0) + 1
    OR b.transaction_count <> d.transactions OR b.from_transaction_id IS DISTINCT FROM d.from_id
    OR b.to_transaction_id IS DISTINCT FROM d.to_id OR b.hash <> ${chainedHash})
 LIMIT $2`;
}

/** By customer, the merged with their heir: what the ledger moved for rewards, beside what the redemptions say. */
const redemptions: LedgerCheck = {
  name: "redemptions",
  title: "held points are open redemptions, captured points are codes",
  texts: [
    `
SELECT coalesce(l.store_id, r.store_id) AS store_id, coalesce(l.customer_id, r.customer_id) AS customer_id,
       l.held, r.open, l.outstanding, r.unused, l.redeemed, r.used
  FROM (
    SELECT t.store_id, coalesce(c.merged_into_id, c.id) AS customer_id,
           coalesce(sum(e.amount) FILTER (WHERE e.account = 'customer:held'), 0) AS held,
           coalesce(sum(e.amount) FILTER (WHERE e.account = 'program:rewards_outstanding'), 0) AS outstanding,
           coalesce(sum(e.amount) FILTER (WHERE e.account = 'program:redeemed'), 0) AS redeemed
      FROM ledger_entries e
      JOIN ledger_transactions t ON t.id = e.transaction_id
      JOIN customers c ON c.id = t.customer_id
     WHERE e.account IN ('customer:held', 'program:rewards_outstanding', 'program:redeemed') AND ${oneStore("e")}
     GROUP BY 1, 2
  ) l
  FULL JOIN (
    SELECT store_id, customer_id,
           coalesce(sum(points_spent) FILTER (WHERE status = 'pending'), 0) AS open,
           coalesce(sum(points_spent) FILTER (WHERE status = 'issued' AND used_at IS NULL), 0) AS unused,
           coalesce(sum(points_spent) FILTER (WHERE used_at IS NOT NULL AND points_returned_at IS NULL), 0) AS used
      FROM redemptions WHERE ${oneStore("redemptions")} GROUP BY store_id, customer_id
  ) r ON r.customer_id = l.customer_id
 WHERE coalesce(l.held, 0) <> coalesce(r.open, 0) OR coalesce(l.outstanding, 0) <> coalesce(r.unused, 0)
    OR coalesce(l.redeemed, 0) <> coalesce(r.used, 0)
 LIMIT $2`,
  ],
};

/** Each redemption's own ledger transactions: there, its customer's (or of somebody merged into them), and of the kind its state says. */
const redemptionSteps: LedgerCheck = {
  name: "redemption-steps",
  title: "every redemption's state has its ledger transactions, and they are its own",
  texts: [
    `
SELECT r.store_id, r.id AS redemption_id, r.status, s.step, s.transaction_id, t.type
  FROM redemptions r
  CROSS JOIN LATERAL (VALUES ('hold', r.hold_transaction_id), ('capture', r.capture_transaction_id),
    ('release', r.release_transaction_id), ('return', r.return_transaction_id)) AS s(step, transaction_id)
  LEFT JOIN ledger_transactions t ON t.id = s.transaction_id
 WHERE s.transaction_id IS NOT NULL AND ${oneStore("r")}
   AND (t.id IS NULL OR t.store_id <> r.store_id
        OR (t.customer_id <> r.customer_id AND NOT EXISTS (
          SELECT 1 FROM customers c WHERE c.id = t.customer_id AND c.merged_into_id = r.customer_id))
        OR t.type::text <> 'redemption_' || s.step
        OR t.idempotency_key <> 'redemption/' || r.id || '/' || s.step)
 LIMIT $2`,
  ],
};

/** The longest first: begun first, it leaves no connection idle at the end. */
export const ledgerChecks: readonly LedgerCheck[] = [
  chain,
  zeroSum,
  balances,
  runningTotals,
  orders,
  redemptions,
  redemptionSteps,
];
