import { type LedgerCheck, oneStore } from "@/lib/db/ledger/ledger-check";
import { hashChain, zeroSum } from "@/lib/db/ledger/verify-blocks";

const balances: LedgerCheck = {
  name: "balances",
  title: "every cached balance is the sum of its entries",
  reads: [
    {
      text: `
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
    },
  ],
};

const runningTotals: LedgerCheck = {
  name: "running-totals",
  title: "every running total is the sum of the entries up to it",
  reads: [
    {
      text: `
SELECT store_id, transaction_id, customer_id, account, balance_after, running
  FROM (
    SELECT store_id, transaction_id, customer_id, account, balance_after,
           sum(amount) OVER (PARTITION BY customer_id, account ORDER BY transaction_id) AS running
      FROM ledger_entries WHERE customer_id IS NOT NULL AND ${oneStore("ledger_entries")}
  ) e
 WHERE balance_after <> running
 LIMIT $2`,
    },
  ],
};

const orders: LedgerCheck = {
  name: "orders",
  title: "every order shows what the ledger holds for it",
  reads: [
    {
      text: `
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
    },
  ],
};

/** By customer, the merged with their heir: what the ledger moved for rewards, beside what the redemptions say. */
const redemptions: LedgerCheck = {
  name: "redemptions",
  title: "held points are open redemptions, captured points are codes",
  reads: [
    {
      text: `
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
    },
  ],
};

/** Each redemption's own ledger transactions: there, its customer's (or of somebody merged into them), and of the kind its state says. */
const redemptionSteps: LedgerCheck = {
  name: "redemption-steps",
  title: "every redemption's state has its ledger transactions, and they are its own",
  reads: [
    {
      text: `
SELECT r.store_id, r.id AS redemption_id, r.status, s.step, s.transaction_id, t.type
  FROM redemptions r
  CROSS JOIN LATERAL (VALUES ('hold', r.hold_transaction_id), ('capture', r.capture_transaction_id),
    ('release', r.release_transaction_id), ('return', r.return_transaction_id),
    ('retake', r.retake_transaction_id)) AS s(step, transaction_id)
  LEFT JOIN ledger_transactions t ON t.id = s.transaction_id
 WHERE s.transaction_id IS NOT NULL AND ${oneStore("r")}
   AND (t.id IS NULL OR t.store_id <> r.store_id
        OR (t.customer_id <> r.customer_id AND NOT EXISTS (
          SELECT 1 FROM customers c WHERE c.id = t.customer_id AND c.merged_into_id = r.customer_id))
        OR t.type::text <> 'redemption_' || s.step
        OR t.idempotency_key <> 'redemption/' || r.id || '/' || s.step ||
             CASE WHEN s.step IN ('return', 'retake') AND r.retakes > 0 THEN '/' || r.retakes ELSE '' END)
 LIMIT $2`,
    },
  ],
};

/** The longest first: begun first, it leaves no connection idle at the end. */
export const ledgerChecks: readonly LedgerCheck[] = [
  hashChain,
  zeroSum,
  balances,
  runningTotals,
  orders,
  redemptions,
  redemptionSteps,
];
