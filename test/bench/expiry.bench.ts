import { randomBytes } from "node:crypto";
import { pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import type { TransactionInput } from "@/lib/db/ledger/transaction-input";
import { expirePage } from "@/lib/services/expiry/expire-page";
import { publishProgram } from "@/lib/services/program/publish-program";
import { type BenchRow, median, ratioRow } from "./bench-row";

const customers = 3_000;
const perCustomer = 10;
const rounds = 3;
const batchSize = 200;

/** A store's night: everybody loses points, and nobody does. Each against one set-based statement over the same rows. */
export default async function bench(): Promise<BenchRow[]> {
  const due = await measure("2026-02-01", postEverybody);
  const idle = await measure("2025-06-01", readEverybody);
  const rows = [
    ratioRow("expire everybody's points", "customers/s", named(due, `post in batches of ${batchSize}`), 0.2),
    ratioRow("a night in which nothing expires", "customers/s", named(idle, "one statement"), 0.2),
  ];
  const note = `${customers} customers with ${perCustomer} transactions each, in pages; the ledger is read again under the lock before anything expires; ${heapNote()}`;
  return rows.map((row) => ({ ...row, note }));
}

type Measured = { value: number; limit: number; ratio: number };

const named = ({ value, limit, ratio }: Measured, name: string) => ({
  value,
  limit: { name, value: limit },
  ratio,
});

/** In turns, each on a store of its own. */
async function measure(day: string, limitOf: (storeId: bigint) => Promise<void>): Promise<Measured> {
  const values: number[] = [];
  const limits: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [ours, theirs] = [await seed(), await seed()];
    limits.push(await perSecond(() => limitOf(theirs)));
    values.push(await perSecond(() => night(ours, day)));
  }
  const ratio = median(values.map((value, round) => value / (limits[round] ?? value)));
  return { value: median(values), limit: median(limits), ratio };
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return customers / ((performance.now() - startedAt) / 1000);
}

async function night(storeId: bigint, day: string): Promise<void> {
  for (let next: string | null = "0"; next !== null; ) {
    next = (await expirePage({ storeId, day, afterId: BigInt(next) })).next;
    heaps.push(process.memoryUsage().heapUsed / 1_048_576);
  }
}

/** Megabytes after each page of all nights: however many pages there are, the last need no more than the first. */
const heaps: number[] = [];

function heapNote(): string {
  const quarter = Math.ceil(heaps.length / 4);
  const [first, last] = [Math.max(...heaps.slice(0, quarter)), Math.max(...heaps.slice(-quarter))];
  return `heap at most ${first.toFixed(0)} MB in the first quarter of ${heaps.length} pages, ${last.toFixed(0)} MB in the last`;
}

/** What expiry has to write, known beforehand. */
async function postEverybody(storeId: bigint): Promise<void> {
  const { rows } = await pool().query("SELECT id FROM customers WHERE store_id = $1 ORDER BY id", [storeId]);
  for (let start = 0; start < rows.length; start += batchSize) {
    const batch = rows.slice(start, start + batchSize).map(({ id }) => expiryOf(BigInt(id)));
    await postTransactions(pool(), storeId, batch);
  }
}

function expiryOf(customerId: bigint): TransactionInput {
  const points = 42 * perCustomer;
  return {
    key: `expiry/${customerId}/2026-02-01`,
    type: "expiry",
    customerId,
    entries: [
      { account: "customer:available", amount: -points },
      { account: "program:expired", amount: points },
    ],
    explanation: {
      version: 1,
      subject: "expiry",
      rules: [
        {
          key: "expiry",
          outcome: "applied",
          why: "expiry.per_award",
          inputs: { points, months: 12, day: "" },
        },
      ],
    },
    occurredAt: new Date("2026-02-01T00:00:00Z"),
  };
}

/** Every entry of the store's customers, summed by customer and day. */
async function readEverybody(storeId: bigint): Promise<void> {
  await pool().query(
    `SELECT t.customer_id, t.created_at::date, sum(e.amount)
       FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id AND e.customer_id IS NOT NULL
      WHERE t.store_id = $1 GROUP BY 1, 2`,
    [storeId],
  );
}

/** Customers with points of some days of January 2025, written as posting would have written them. */
async function seed(): Promise<bigint> {
  const hash = `expiry${randomBytes(4).toString("hex")}`;
  const store = await pool().query(
    "INSERT INTO stores (hash, scopes, updated_at) VALUES ($1, '{}', now()) RETURNING id",
    [hash],
  );
  const storeId = BigInt(store.rows[0].id);
  await pool().query(
    `INSERT INTO customers (store_id, bc_customer_id, email, updated_at)
     SELECT $1, n, 'shopper' || n || '@example.com', now() FROM generate_series(1, $2::int) AS n`,
    [storeId, customers],
  );
  await pool().query(
    `WITH made AS (
       INSERT INTO ledger_transactions (store_id, customer_id, type, idempotency_key, input_hash, points_change,
         explanation, occurred_at, created_at)
       SELECT $1::bigint, c.id, 'action_award', 'bench/' || c.id || '/' || n, sha256(int8send(n)), 42,
         '{"version":1,"subject":"action","rules":[]}', at, at
         FROM customers c, generate_series(1, $2::int) AS n,
              LATERAL (SELECT timestamptz '2025-01-01 12:00Z' + n * interval '1 day' AS at) AS d
        WHERE c.store_id = $1::bigint ORDER BY c.id, n
       RETURNING id, customer_id
     ), written AS (
       INSERT INTO ledger_entries (store_id, transaction_id, account, customer_id, amount, balance_after)
       SELECT $1::bigint, id, 'customer:available'::ledger_account, customer_id, 42,
              42 * row_number() OVER (PARTITION BY customer_id ORDER BY id) FROM made
       UNION ALL SELECT $1::bigint, id, 'program:issued', NULL, -42, NULL FROM made
     )
     UPDATE customer_balances b SET available = m.points, earned_total = m.points
       FROM (SELECT customer_id, 42 * count(*) AS points FROM made GROUP BY customer_id) m
      WHERE b.customer_id = m.customer_id`,
    [storeId, perCustomer],
  );
  await pool().query("ANALYZE ledger_transactions, ledger_entries, customer_balances");
  const document = { expiry: { mode: "per_award", months: 12 } };
  await publishProgram({ storeId, document, now: new Date("2024-01-01T12:00:00Z") });
  return storeId;
}
