import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { insertEvents } from "@/lib/db/runner/insert-events";
import { openPool, pause, serverUrl, startEmbedded, until } from "./support/engine";
import { createCheckTables, makeCountedFunctions, stepsPerRun } from "./support/worker-process";

const pool = openPool(4);
const children = new Set<ChildProcess>();

beforeAll(() => createCheckTables(pool));
afterEach(async () => {
  for (const child of [...children]) await kill(child);
});
afterAll(() => pool.end());

/** Starts a process that runs the functions; resolves when its runner works. */
async function startProcess(): Promise<ChildProcess> {
  const script = fileURLToPath(new URL("support/worker-process.ts", import.meta.url));
  const child = fork(script, {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  children.add(child);
  await once(child, "message");
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

const count = async (sql: string) => Number((await pool.query(sql)).rows[0]?.count);
const stateCount = (state: string) =>
  count(`select count(*) from runner_runs where function_id = 'checks-counted' and state = '${state}'`);

test.skipIf(serverUrl)("100 runs of 11 steps all finish through three kill -9 of the process", async () => {
  const runs = 100;
  await insertEvents(
    pool,
    Array.from({ length: runs }, (_, run) => ({ name: "check/counted", data: { run: String(run) } })),
  );
  for (let kills = 0; kills < 3; kills++) {
    const before = await count("select count(*) from check_steps");
    const child = await startProcess();
    await until("progress", async () => (await count("select count(*) from check_steps")) > before + 150, 30);
    await kill(child);
  }
  await startProcess();
  await until("all runs completed", async () => (await stateCount("completed")) === runs, 60);
  const { rows } = await pool.query<{ run: string; steps: number; executions: number }>(
    "select run, count(distinct step)::int as steps, count(*)::int as executions from check_steps group by run",
  );
  expect(rows.filter(({ steps }) => steps === stepsPerRun)).toHaveLength(runs);
  // At least once: what ran when the process died is repeated, nothing else.
  const repeated = rows.reduce((sum, { executions }) => sum + executions - stepsPerRun, 0);
  expect(repeated).toBeLessThan(3 * 25);
  expect(await count("select count(*) from runner_requests")).toBe(0);
});

test.skipIf(serverUrl)(
  "two processes on one database share the work and keep to the limits together",
  async () => {
    await Promise.all([startProcess(), startProcess()]);
    const jobs = 60;
    await insertEvents(
      pool,
      Array.from({ length: jobs }, (_, n) => ({ name: "check/exclusive", data: { store: `s${n % 6}` } })),
    );
    await until("all done", async () => (await count("select count(*) from check_done")) === jobs, 40);
    expect(await count("select count(*) from check_done where not alone")).toBe(0);
    expect(await count("select count(distinct pid) from check_done")).toBe(2);
    // A process killed between its last step and the end of the run would leave its claim to the next test.
    await until(
      "all runs ended",
      async () => (await count("select count(*) from runner_requests")) === 0,
      20,
    );
  },
);

test.skipIf(serverUrl)(
  "a process that stops in good order leaves its work to the other at once",
  async () => {
    const engine = await startEmbedded((client) => makeCountedFunctions(client, pool), { leaseMs: 60_000 });
    await pool.query("delete from check_steps");
    await insertEvents(
      pool,
      Array.from({ length: 20 }, (_, run) => ({ name: "check/counted", data: { run: `stop-${run}` } })),
    );
    await until("some progress", async () => (await count("select count(*) from check_steps")) > 20);
    await engine.stop();
    expect(await count("select count(*) from runner_requests where holder is not null")).toBe(0);
    await startProcess();
    const left = () => count("select count(*) from runner_runs where ended_at is null");
    await until("the rest", async () => (await left()) === 0, 20);
    await pause(50);
    const { rows } = await pool.query<{ steps: number }>(
      "select count(distinct step)::int as steps from check_steps where run like 'stop-%' group by run",
    );
    expect(rows).toHaveLength(20);
    expect(rows.every(({ steps }) => steps === stepsPerRun)).toBe(true);
  },
);
