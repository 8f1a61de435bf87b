/** A whole process that runs the embedded runner until it is killed: `node --import tsx worker-process.ts <id>`. */
import { pathToFileURL } from "node:url";
import type { Inngest } from "inngest";
import type { Pool } from "pg";
import { embeddedClient, openPool, pause } from "./engine";

export const stepsPerRun = 11;

/** Eleven steps of a few milliseconds, each leaving a row; one of them sleeps. */
export function makeCountedFunctions(client: Inngest, pool: Pool) {
  const note = (run: string, step: number) =>
    pool.query("insert into check_steps (run, step, pid) values ($1, $2, $3)", [run, step, process.pid]);
  return [
    client.createFunction(
      { id: "counted", retries: 3, triggers: [{ event: "check/counted" }] },
      async ({ event, step }) => {
        let sum = 0;
        for (let n = 1; n <= stepsPerRun; n++) {
          sum += await step.run(`step-${n}`, async () => {
            await pause(5);
            await note(event.data.run, n);
            return n;
          });
          if (n === 5) await step.sleep("breath", "30s");
        }
        return sum;
      },
    ),
    client.createFunction(
      {
        id: "exclusive",
        retries: 3,
        concurrency: { limit: 1, key: "event.data.store" },
        triggers: [{ event: "check/exclusive" }],
      },
      async ({ event, step }) => {
        await step.run("work", async () => {
          const { rows } = await pool.query(
            "insert into check_inside (store, pid) values ($1, $2) on conflict do nothing returning store",
            [event.data.store, process.pid],
          );
          await pause(20);
          await pool.query("delete from check_inside where store = $1", [event.data.store]);
          await pool.query("insert into check_done (store, alone, pid) values ($1, $2, $3)", [
            event.data.store,
            rows.length === 1,
            process.pid,
          ]);
        });
      },
    ),
  ];
}

export async function createCheckTables(pool: Pool): Promise<void> {
  await pool.query("create table check_steps (run text, step int, pid int)");
  await pool.query("create table check_inside (store text primary key, pid int)");
  await pool.query("create table check_done (store text, alone boolean, pid int)");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { startRunner } = await import("@/lib/embedded/runner");
  const pool = openPool();
  const client = embeddedClient(pool);
  const functions = makeCountedFunctions(client, pool);
  await startRunner({ pool, client, functions, timeScale: 0.01, leaseMs: 1500, sweepMs: 300 });
  process.send?.("ready");
}
