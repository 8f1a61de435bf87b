import { beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { adjustment, seedStore } from "./seed";

let storeId: bigint;
let customerId: bigint;
let transactionId: bigint;

beforeAll(async () => {
  const seeded = await seedStore();
  storeId = seeded.storeId;
  customerId = seeded.customerIds[0] as bigint;
  const [posted] = await postTransactions(pool(), storeId, [adjustment("first", customerId, 10)]);
  transactionId = posted?.transactionId as bigint;
});

const refused = { code: "23000" };

function insertTransaction(pointsChange: number, key: string): string {
  return `INSERT INTO ledger_transactions (store_id, customer_id, type, idempotency_key, input_hash, points_change,
      explanation, occurred_at)
    VALUES (${storeId}, ${customerId}, 'adjustment', '${key}', sha256('x'), ${pointsChange}, '{}', now()) RETURNING id`;
}

describe("append-only", () => {
  test.each([
    "UPDATE ledger_transactions SET points_change = 1",
    "UPDATE ledger_entries SET amount = amount * 2",
    "DELETE FROM ledger_entries",
    "DELETE FROM ledger_transactions",
    "TRUNCATE ledger_entries",
    "TRUNCATE ledger_transactions CASCADE",
    "TRUNCATE ledger_blocks",
  ])("refused: %s", async (sql) => {
    await expect(pool().query(sql)).rejects.toMatchObject(refused);
  });

  test("erasing a store needs its name in a local setting and an uninstalled store", async () => {
    const erase = async (status: string) => {
      const client = await pool().connect();
      try {
        await client.query("BEGIN");
        await client.query("UPDATE stores SET status = $2::store_status WHERE id = $1", [
          String(storeId),
          status,
        ]);
        await client.query("SELECT set_config('laurel.erase_store', $1, true)", [String(storeId)]);
        const { rowCount } = await client.query("DELETE FROM ledger_entries WHERE store_id = $1", [
          String(storeId),
        ]);
        return rowCount;
      } finally {
        await client.query("ROLLBACK");
        client.release();
      }
    };
    await expect(erase("installed")).rejects.toMatchObject(refused);
    expect(await erase("uninstalled")).toBe(2);
  });
});

describe("zero sum", () => {
  test("a transaction without entries is refused", async () => {
    await expect(pool().query(insertTransaction(0, "bare"))).rejects.toMatchObject(refused);
  });

  test("unbalanced entries are refused", async () => {
    const sql = `WITH t AS (${insertTransaction(5, "unbalanced")})
      INSERT INTO ledger_entries (store_id, transaction_id, account, customer_id, amount, balance_after)
      SELECT ${storeId}, id, 'customer:available'::ledger_account, ${customerId}, 5, 15 FROM t
      UNION ALL SELECT ${storeId}, id, 'program:issued', NULL, -4, NULL FROM t`;
    await expect(pool().query(sql)).rejects.toMatchObject(refused);
  });

  test("a points_change that the entries do not move is refused", async () => {
    const sql = `WITH t AS (${insertTransaction(6, "lying")})
      INSERT INTO ledger_entries (store_id, transaction_id, account, customer_id, amount, balance_after)
      SELECT ${storeId}, id, 'customer:available'::ledger_account, ${customerId}, 5, 15 FROM t
      UNION ALL SELECT ${storeId}, id, 'program:issued', NULL, -5, NULL FROM t`;
    await expect(pool().query(sql)).rejects.toMatchObject(refused);
  });

  test("nobody can add to an older transaction, balanced or not", async () => {
    const sql = `INSERT INTO ledger_entries (store_id, transaction_id, account, customer_id, amount, balance_after)
      VALUES (${storeId}, ${transactionId}, 'customer:pending', ${customerId}, 3, 3),
             (${storeId}, ${transactionId}, 'program:issued', NULL, -3, NULL)`;
    await expect(pool().query(sql)).rejects.toMatchObject(refused);
  });

  test("entries in the next statement are refused, also in the same database transaction", async () => {
    const client = await pool().connect();
    try {
      await client.query("BEGIN");
      await expect(client.query(insertTransaction(0, "bare-first"))).rejects.toMatchObject(refused);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });

  const balanced = (transaction: string, store = String(storeId), account = "customer:available") => `
      SELECT ${store}, id, '${account}'::ledger_account, ${customerId}, 5, 15 FROM ${transaction}
      UNION ALL SELECT ${store}, id, 'program:issued', NULL, -5, NULL FROM ${transaction}`;
  const columns = "(store_id, transaction_id, account, customer_id, amount, balance_after)";

  test("one bare transaction beside a good one refuses both", async () => {
    const sql = `WITH t AS (${insertTransaction(5, "good-beside-bare")}), bare AS (${insertTransaction(0, "bare-beside-good")})
      INSERT INTO ledger_entries ${columns} ${balanced("t")}`;
    await expect(pool().query(sql)).rejects.toMatchObject(refused);
  });

  test("late entries that ride along with a good transaction refuse both", async () => {
    const sql = `WITH t AS (${insertTransaction(5, "good-beside-late")}), late AS (SELECT ${transactionId}::bigint AS id)
      INSERT INTO ledger_entries ${columns} ${balanced("t")} UNION ALL ${balanced("late", String(storeId), "customer:pending")}`;
    await expect(pool().query(sql)).rejects.toMatchObject(refused);
  });

  test("entries of another store are refused", async () => {
    const { storeId: other } = await seedStore();
    const sql = `WITH t AS (${insertTransaction(5, "foreign-store")})
      INSERT INTO ledger_entries ${columns} ${balanced("t", String(other))}`;
    await expect(pool().query(sql)).rejects.toMatchObject(refused);
  });

  test("entries of another customer are refused", async () => {
    const other = await seedStore();
    const sql = `WITH t AS (${insertTransaction(5, "foreign")})
      INSERT INTO ledger_entries (store_id, transaction_id, account, customer_id, amount, balance_after)
      SELECT ${storeId}, id, 'customer:available'::ledger_account, ${other.customerIds[0]}, 5, 5 FROM t
      UNION ALL SELECT ${storeId}, id, 'program:issued', NULL, -5, NULL FROM t`;
    await expect(pool().query(sql)).rejects.toMatchObject(refused);
  });
});

describe("ranges", () => {
  test.each(["available = -1", "pending = -1", "held = -1", "debt = 1", "debt = -5"])(
    "a balance with %s beside 10 available points is refused",
    async (set) => {
      const sql = `UPDATE customer_balances SET ${set} WHERE customer_id = ${customerId}`;
      await expect(pool().query(sql)).rejects.toMatchObject({ code: "23514" });
    },
  );
});

describe("program versions", () => {
  test("a published version never changes, nor goes; one is published and one the draft at a time", async () => {
    const insert = (number: number, status: string) =>
      pool().query(
        `INSERT INTO program_versions (store_id, number, status, document) VALUES (${storeId}, ${number}, '${status}', '{}')`,
      );
    await insert(1, "published");
    await insert(2, "draft");
    await expect(insert(3, "published")).rejects.toMatchObject({ code: "23505" });
    await expect(insert(3, "draft")).rejects.toMatchObject({ code: "23505" });
    const change = (number: number, sql: string) =>
      pool().query(`UPDATE program_versions SET ${sql} WHERE store_id = ${storeId} AND number = ${number}`);
    await expect(change(1, `document = '{"a":1}'`)).rejects.toMatchObject(refused);
    await expect(change(1, "number = 9")).rejects.toMatchObject(refused);
    await expect(change(1, "status = 'draft'")).rejects.toMatchObject(refused);
    await expect(
      pool().query(`DELETE FROM program_versions WHERE store_id = ${storeId} AND number = 1`),
    ).rejects.toMatchObject(refused);
    await change(2, `document = '{"a":1}'`);
    await change(1, "status = 'superseded'");
    await change(2, "status = 'published'");
  });
});
