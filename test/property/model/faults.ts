import type { PoolClient } from "pg";
import { expect } from "vitest";
import { pool } from "@/lib/db/client";

/**
 * Lets the database fail at the worst moment: all is posted, the orders are being saved, nothing is committed. A row in
 * `model_faults` names the store it happens to. And lets it write down transactions at the time of the schedule.
 */
export async function prepareDatabase(): Promise<void> {
  await pool().query(`
    CREATE UNLOGGED TABLE IF NOT EXISTS model_faults (store_id bigint PRIMARY KEY, kind text NOT NULL);
    CREATE OR REPLACE FUNCTION model_fail() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      fault text;
    BEGIN
      SELECT kind INTO fault FROM model_faults WHERE store_id = NEW.store_id;
      IF fault = 'rolled back' THEN RAISE EXCEPTION 'model fault' USING ERRCODE = 'disk_full'; END IF;
      IF fault = 'connection lost' THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
      IF fault = 'socket cut' THEN PERFORM pg_advisory_xact_lock(NEW.store_id); END IF;
      RETURN NULL;
    END $$;
    CREATE OR REPLACE TRIGGER model_fails AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION model_fail();

    CREATE UNLOGGED TABLE IF NOT EXISTS model_clocks (store_id bigint PRIMARY KEY, at timestamptz NOT NULL);
    CREATE OR REPLACE FUNCTION model_date() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      SELECT at INTO NEW.created_at FROM model_clocks WHERE store_id = NEW.store_id;
      RETURN NEW;
    END $$;
    CREATE OR REPLACE TRIGGER model_dates BEFORE INSERT ON ledger_transactions
      FOR EACH ROW EXECUTE FUNCTION model_date()`);
}

export async function setClock(storeId: bigint, ms: number): Promise<void> {
  await pool().query(
    "INSERT INTO model_clocks VALUES ($1, $2) ON CONFLICT (store_id) DO UPDATE SET at = excluded.at",
    [String(storeId), new Date(ms)],
  );
}

/** Does the work while the fault stands. It must fail as a whole: a crash is never blamed on an order. */
export async function withFault(
  storeId: bigint,
  kind: string,
  work: () => Promise<{ applied: number; failed: readonly unknown[] }>,
) {
  await pool().query("INSERT INTO model_faults (store_id, kind) VALUES ($1, $2)", [String(storeId), kind]);
  const outcome = await (kind === "socket cut" ? cutMeanwhile(storeId, work) : work()).then(
    ({ applied, failed }) => ({ settled: applied + failed.length, threw: false }),
    () => ({ settled: 0, threw: true }),
  );
  await pool().query("DELETE FROM model_faults WHERE store_id = $1", [String(storeId)]);
  // Nothing to save: every fetch was stale.
  expect(outcome.threw || outcome.settled === 0).toBe(true);
}

/**
 * Cuts the connection without a word from the server, as a router does: whoever saves the orders waits at a lock that
 * is ours until its socket is gone. What the server makes of the rest cannot be committed any more.
 */
async function cutMeanwhile<T>(storeId: bigint, work: () => Promise<T>): Promise<T> {
  const clients = new Map<number, PoolClient>();
  const remember = (client: PoolClient) => clients.set(processOf(client), client);
  const key = [String(storeId)];
  const guard = await pool().connect();
  await guard.query("SELECT pg_advisory_lock($1)", key);
  pool().on("acquire", remember);
  try {
    const working = work();
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    working.then(over, over);
    while (!isOver) {
      const { rows } = await guard.query<{ pid: number }>(
        "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND (classid::int8 << 32) + objid::int8 = $1",
        key,
      );
      const waiting = rows.flatMap(({ pid }) => clients.get(pid) ?? []);
      for (const client of waiting) socketOf(client).destroy();
      if (waiting.length > 0) break;
    }
    await guard.query("SELECT pg_advisory_unlock($1)", key);
    return await working;
  } finally {
    pool().off("acquire", remember);
    guard.release();
  }
}

/** What `pg` has and does not tell of in its types. */
type Inside = { processID: number; connection: { stream: { destroy(): void } } };
const processOf = (client: PoolClient) => (client as unknown as Inside).processID;
const socketOf = (client: PoolClient) => (client as unknown as Inside).connection.stream;
