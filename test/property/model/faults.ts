import { expect } from "vitest";
import { pool } from "@/lib/db/client";

/**
 * Lets the database fail at the worst moment: all is posted, the orders are being saved, nothing is committed. A row in
 * `model_faults` names the store it happens to.
 */
export async function prepareFaults(): Promise<void> {
  await pool().query(`
    CREATE TABLE IF NOT EXISTS model_faults (store_id bigint PRIMARY KEY, kind text NOT NULL);
    CREATE OR REPLACE FUNCTION model_fail() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      fault text;
    BEGIN
      SELECT kind INTO fault FROM model_faults WHERE store_id = NEW.store_id;
      IF fault = 'rolled back' THEN RAISE EXCEPTION 'model fault' USING ERRCODE = 'serialization_failure'; END IF;
      IF fault = 'connection lost' THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
      RETURN NULL;
    END $$;
    CREATE OR REPLACE TRIGGER model_fails AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION model_fail()`);
}

/** Does the work while the fault stands. It must fail as a whole: a crash is never blamed on an order. */
export async function withFault(
  storeId: bigint,
  kind: string,
  work: () => Promise<{ applied: number; failed: readonly unknown[] }>,
) {
  await pool().query("INSERT INTO model_faults (store_id, kind) VALUES ($1, $2)", [String(storeId), kind]);
  const outcome = await work().then(
    ({ applied, failed }) => ({ settled: applied + failed.length, threw: false }),
    () => ({ settled: 0, threw: true }),
  );
  await pool().query("DELETE FROM model_faults WHERE store_id = $1", [String(storeId)]);
  // Nothing to save: every fetch was stale.
  expect(outcome.threw || outcome.settled === 0).toBe(true);
}
