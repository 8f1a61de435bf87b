import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { verifyLedger } from "@/lib/db/ledger/verify-ledger";
import { sealLedger } from "@/lib/services/ledger/seal-ledger";
import { adjustment, seedStore } from "./seed";

let storeId: bigint;
let customerIds: bigint[];

beforeEach(async () => {
  ({ storeId, customerIds } = await seedStore(3));
  for (let round = 0; round < 4; round += 1) {
    await postTransactions(
      pool(),
      storeId,
      customerIds.map((id) => adjustment(`${round}/${id}`, id, 10 + round)),
    );
  }
  await sealLedger(storeId);
});

async function failing(): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, differences } of verifyLedger(storeId))
    if (differences.length > 0) names.push(name);
  return names;
}

/** What only somebody with the run of the server could do: change rows with the triggers off. */
async function tamper(sql: string): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL session_replication_role = replica");
    const { rowCount } = await client.query(sql, [String(storeId)]);
    expect(rowCount).toBeGreaterThan(0);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

test("an honest ledger has no differences, sealed or not", async () => {
  expect(await failing()).toEqual([]);
  await postTransactions(pool(), storeId, [adjustment("later", customerIds[0] as bigint, 1)]);
  expect(await failing()).toEqual([]);
});

describe("tampering is found", () => {
  const anyTransaction = "(SELECT min(id) + 1 FROM ledger_transactions WHERE store_id = $1)";
  test.each([
    [
      "a changed amount",
      `UPDATE ledger_entries SET amount = amount + 5 WHERE transaction_id = ${anyTransaction}
      AND account = 'customer:available'`,
      ["hash-chain", "zero-sum", "balances", "running-totals"],
    ],
    [
      "a changed description",
      `UPDATE ledger_transactions SET description = 'nicer' WHERE id = ${anyTransaction}`,
      ["hash-chain"],
    ],
    [
      "a changed explanation",
      `UPDATE ledger_transactions SET explanation = '{"x":1}' WHERE id = ${anyTransaction}`,
      ["hash-chain"],
    ],
    ["a changed balance", "UPDATE customer_balances SET available = 1000 WHERE store_id = $1", ["balances"]],
    [
      "a changed running total",
      `UPDATE ledger_entries SET balance_after = 1 WHERE transaction_id = ${anyTransaction}
      AND account = 'customer:available'`,
      ["hash-chain", "running-totals"],
    ],
    [
      "removed entries",
      `DELETE FROM ledger_entries WHERE transaction_id = ${anyTransaction}`,
      ["hash-chain", "zero-sum", "balances", "running-totals"],
    ],
    [
      "an entry given to another customer",
      `UPDATE ledger_entries SET customer_id = (SELECT max(customer_id) FROM customer_balances WHERE store_id = $1)
        WHERE transaction_id = ${anyTransaction} AND account = 'customer:available'`,
      ["hash-chain", "zero-sum", "balances", "running-totals"],
    ],
    [
      "an entry given to another store",
      `UPDATE ledger_entries SET store_id = -1
        WHERE store_id = $1 AND transaction_id = ${anyTransaction} AND account = 'program:adjusted'`,
      ["zero-sum"],
    ],
    ["a removed block", "DELETE FROM ledger_blocks WHERE store_id = $1 AND number = 1", ["hash-chain"]],
    ["a changed block", "UPDATE ledger_blocks SET hash = sha256('x') WHERE store_id = $1", ["hash-chain"]],
  ])("%s", async (what, sql, checks) => {
    if (what === "a removed block") {
      await postTransactions(pool(), storeId, [adjustment("second-block", customerIds[0] as bigint, 1)]);
      await sealLedger(storeId);
    }
    await tamper(sql);
    expect(await failing()).toEqual(checks);
  });

  test("a transaction slipped in below the sealed ones", async () => {
    await tamper(`INSERT INTO ledger_transactions (id, store_id, customer_id, type, idempotency_key, input_hash,
        points_change, explanation, occurred_at)
      SELECT -id, store_id, customer_id, 'adjustment', 'slipped', sha256('x'), 0, '{}', now()
        FROM ledger_transactions WHERE store_id = $1 ORDER BY id LIMIT 1`);
    expect(await failing()).toEqual(["hash-chain", "zero-sum"]);
  });
});

test("what is not sealed yet is balanced too, in a store with seals and in one without", async () => {
  const fresh = await seedStore(1);
  await postTransactions(pool(), storeId, [adjustment("unsealed", customerIds[0] as bigint, 5)]);
  await postTransactions(pool(), fresh.storeId, [adjustment("unsealed", fresh.customerIds[0] as bigint, 5)]);
  expect(await failing()).toEqual([]);
  const lie = (id: string) => `UPDATE ledger_transactions SET points_change = 6 WHERE id = (${id})`;
  await tamper(lie("SELECT max(id) FROM ledger_transactions WHERE store_id = $1"));
  expect(await failing()).toEqual(["zero-sum"]);
  storeId = fresh.storeId;
  expect(await failing()).toEqual([]);
  await tamper(lie("SELECT max(id) FROM ledger_transactions WHERE store_id = $1"));
  expect(await failing()).toEqual(["zero-sum"]);
});

test("sealing beside posting and beside itself leaves out no transaction and seals none twice", async () => {
  const work: Promise<unknown>[] = [];
  for (let round = 0; round < 40; round += 1) {
    work.push(
      postTransactions(
        pool(),
        storeId,
        customerIds.map((id) => adjustment(`c${round}/${id}`, id, 1)),
      ),
    );
    if (round % 4 === 0) work.push(sealLedger(storeId));
  }
  await Promise.all(work);
  await sealLedger(storeId);
  const { rows } = await pool().query(
    `SELECT (SELECT sum(transaction_count) FROM ledger_blocks WHERE store_id = $1)::int AS sealed,
            (SELECT count(*) FROM ledger_transactions WHERE store_id = $1)::int AS posted`,
    [String(storeId)],
  );
  expect(rows[0].sealed).toBe(rows[0].posted);
  expect(rows[0].posted).toBe(12 + 120);
  expect(await failing()).toEqual([]);
});
