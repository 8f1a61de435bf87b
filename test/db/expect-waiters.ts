import { expect } from "vitest";
import { pool } from "@/lib/db/client";

/** Resolves once this many transactions wait for a lock in this test's database. */
export function expectWaiters(count: number): Promise<void> {
  const isWaiting = async () => {
    const { rows } = await pool().query(
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rows[0].n;
  };
  return expect.poll(isWaiting, { timeout: 10_000, interval: 10 }).toBe(count);
}
