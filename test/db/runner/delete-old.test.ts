import type { PoolClient } from "pg";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { deleteOld } from "@/lib/db/runner/repair";

const kept = 20_000;

/** Events 40 days old with a run each, of which the first `ended` ended then and the others still sleep. */
async function seed(sql: PoolClient, { events, ended }: { events: number; ended: number }): Promise<void> {
  await sql.query(
    `insert into runner_events (id, name, data, received_at, routed_at)
     select 'e' || n, 'x', '{}', now() - interval '40 days', now() - interval '40 days' from generate_series(1, $1) n`,
    [events],
  );
  await sql.query(
    `insert into runner_runs (id, function_id, state, event_ids, ended_at)
     select 'r' || n, 'f', 'x', array['e' || n], case when n <= $2 then now() - interval '40 days' end
     from generate_series(1, $1) n`,
    [events, ended],
  );
  await sql.query("analyze runner_runs, runner_events");
}

/** Rows of a table that this transaction read, by whichever way. */
async function rowsRead(sql: PoolClient, table: string): Promise<number> {
  const { rows } = await sql.query(
    "select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as n from pg_stat_xact_user_tables where relname = $1",
    [table],
  );
  return rows[0].n;
}

test("deleting a few old runs reads those, and of the thousands that are kept only the one each old event belongs to", async () => {
  const sql = await pool().connect();
  try {
    await sql.query("begin");
    await sql.query("set local statement_timeout = '60s'");
    await seed(sql, { events: kept, ended: 10 });
    // Young ones, whose runs nobody need look at.
    await sql.query(
      "update runner_events set received_at = now() where seq > (select min(seq) + 600 from runner_events)",
    );
    const before = { runs: await rowsRead(sql, "runner_runs"), events: await rowsRead(sql, "runner_events") };
    expect(await deleteOld(sql, 14)).toBe(10 + 10);
    const runs = (await rowsRead(sql, "runner_runs")) - before.runs;
    const events = (await rowsRead(sql, "runner_events")) - before.events;
    expect(runs).toBeLessThan(1_500);
    expect(events).toBeLessThan(2_500);
  } finally {
    await sql.query("rollback");
    sql.release();
  }
});

test("more than a batch of old ones goes in one call, also behind old events whose runs still sleep", async () => {
  const sql = await pool().connect();
  try {
    await sql.query("begin");
    await seed(sql, { events: 3_000, ended: 0 });
    await sql.query(
      "update runner_runs set ended_at = now() - interval '40 days' where id in (select 'r' || n from generate_series(1201, 3000) n)",
    );
    expect(await deleteOld(sql, 14)).toBe(1_800 + 1_800);
    const { rows } = await sql.query(
      "select (select count(*)::int from runner_runs) as runs, (select count(*)::int from runner_events) as events",
    );
    expect(rows).toEqual([{ runs: 1_200, events: 1_200 }]);
  } finally {
    await sql.query("rollback");
    sql.release();
  }
});

test("an event that waits for its run, in a batch or unrouted, stays however old it is", async () => {
  const sql = await pool().connect();
  try {
    await sql.query("begin");
    await seed(sql, { events: 3, ended: 3 });
    await sql.query("update runner_events set routed_at = null where id = 'e1'");
    await sql.query(
      "insert into runner_batches (function_id, key, id, event_ids, due_at) values ('f', 'k', 'b', '{e2}', now())",
    );
    await deleteOld(sql, 14);
    const { rows } = await sql.query("select id from runner_events order by id");
    expect(rows).toEqual([{ id: "e1" }, { id: "e2" }]);
  } finally {
    await sql.query("rollback");
    sql.release();
  }
});
