import { pool } from "@/lib/db/client";
import { verifyLedger } from "@/lib/db/ledger/verify-ledger";
import { sealLedger } from "@/lib/services/ledger/seal-ledger";
import { type BenchRow, median } from "./bench-row";

const customers = 20_000;
const transactions = 400_000;
const rounds = 3;
const perSecondMin = 200_000;

/**
 * Transactions a second that `npm run ledger:verify` proves, all checks together, and the memory it takes for it;
 * beside it, what reading every row once takes on as many connections.
 */
export default async function bench(): Promise<BenchRow[]> {
  const storeId = await seed();
  const sealStartedAt = performance.now();
  await sealLedger(storeId);
  const sealed = transactions / ((performance.now() - sealStartedAt) / 1000);
  const memoryBefore = process.memoryUsage().rss;
  const values: number[] = [];
  const limits: number[] = [];
  let parts = "";
  for (let round = 0; round < rounds; round += 1) {
    limits.push(await perSecond(readOnce));
    values.push(
      await perSecond(async () => {
        parts = await verify(storeId);
      }),
    );
  }
  const grown = (process.memoryUsage().rss - memoryBefore) / 1_048_576;
  const value = median(values);
  return [
    {
      row: "verify the ledger",
      value,
      unit: "transactions/s",
      limit: { name: "every row read once, as binary", value: median(limits) },
      ratio: median(values.map((each, round) => each / (limits[round] ?? each))),
      aim: `≥ ${perSecondMin.toLocaleString("en")}, flat memory`,
      met: value >= perSecondMin,
      note: `${parts}; memory grew by ${grown.toFixed(0)} MB over ${rounds} × ${transactions} transactions`,
    },
    {
      row: "seal the ledger",
      value: sealed,
      unit: "transactions/s",
      aim: "beside posting, never before it",
      met: true,
    },
  ];
}

async function perSecond(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return transactions / ((performance.now() - startedAt) / 1000);
}

/** The two tables side by side, one connection each. */
function readOnce(): Promise<unknown> {
  const read = (table: string) => pool().query(`SELECT sum(octet_length(record_send(r))) FROM ${table} AS r`);
  return Promise.all([read("ledger_transactions"), read("ledger_entries")]);
}

/** @returns what each check took after the one before it was done */
async function verify(storeId: bigint): Promise<string> {
  const parts: string[] = [];
  let lastAt = performance.now();
  for await (const { name, differences } of verifyLedger(storeId)) {
    if (differences.length > 0) throw new Error(`${name}: ${JSON.stringify(differences[0])}`);
    parts.push(`${name} ${((performance.now() - lastAt) / 1000).toFixed(2)} s`);
    lastAt = performance.now();
  }
  return parts.join(", ");
}

/** A store with a history, written as posting would have written it, in one statement. */
async function seed(): Promise<bigint> {
  const store = await pool().query(
    "INSERT INTO stores (hash, scopes, updated_at) VALUES ('benchverify', '{}', now()) RETURNING id",
  );
  const storeId = String(store.rows[0].id);
  await pool().query(
    `INSERT INTO customers (store_id, bc_customer_id, email, updated_at)
     SELECT $1, n, 'shopper' || n || '@example.com', now() FROM generate_series(1, $2::int) AS n`,
    [storeId, customers],
  );
  await pool().query(
    `WITH people AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM customers WHERE store_id = $1::bigint),
     made AS (
       INSERT INTO ledger_transactions (store_id, customer_id, type, idempotency_key, input_hash, points_change,
         explanation, occurred_at)
       SELECT $1::bigint, p.id, 'action_award', 'bench/' || n, sha256(int8send(n)), 42,
         '{"version":1,"subject":"action","rules":[{"key":"visit","outcome":"applied","why":"visit","inputs":{}}]}', now()
         FROM generate_series(1, $2::bigint) AS n JOIN people p ON p.place = n % $3::bigint
        ORDER BY n
       RETURNING id, customer_id
     ), written AS (
       INSERT INTO ledger_entries (store_id, transaction_id, account, customer_id, amount, balance_after)
       SELECT $1::bigint, m.id, e.account, e.customer_id, e.amount, e.balance_after
         FROM (SELECT *, 42 * row_number() OVER (PARTITION BY customer_id ORDER BY id) AS running FROM made) m,
              LATERAL (VALUES ('customer:available'::ledger_account, m.customer_id, 42, m.running),
                ('program:issued', NULL, -42, NULL)) AS e(account, customer_id, amount, balance_after)
        ORDER BY m.id
     )
     UPDATE customer_balances b SET available = m.points, earned_total = m.points
       FROM (SELECT customer_id, 42 * count(*) AS points FROM made GROUP BY customer_id) m
      WHERE b.customer_id = m.customer_id`,
    [storeId, transactions, customers],
  );
  // As the server itself does after so many new rows: what is measured is a ledger that has been there for a while.
  await pool().query("VACUUM ANALYZE ledger_transactions, ledger_entries, customer_balances");
  return BigInt(storeId);
}
