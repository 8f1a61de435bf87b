import { Logger, run } from "graphile-worker";
import { Inngest, type InngestFunction } from "inngest";
import { insertEvents } from "@/lib/db/runner/insert-events";
import { closeRunnerPools, runnerPool, runnerQueuePool } from "@/lib/db/runner/open-pool";
import { embeddedClientOptions } from "@/lib/embedded/client-options";
import { startRunner } from "@/lib/embedded/runner";
import type { BenchRow } from "./bench-row";

/** What the prototype of this runner did on two cores (PERFORMANCE.md); we want to be no worse. */
const aims = { runs: 218, steps: 1228, longRunSteps: 873, idleMs: 13 };

const oneStepRuns = 1500;
const tenStepRuns = 300;
const longRunSteps = 500;
const emptyJobs = 1500;
const inserted = 1000;
const idleProbes = 30;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The embedded runner: runs and steps a second with a queue in front of it, and how soon an idle one begins. */
export default async function measureRunner(): Promise<BenchRow[]> {
  let ended = 0;
  let started: ((at: number) => void) | undefined;
  const client = new Inngest({ id: "bench", ...embeddedClientOptions() });
  const runner = await startRunner({
    pool: runnerPool(),
    queuePool: runnerQueuePool(),
    client,
    functions: makeFunctions(client, { onEnd: () => ended++, onStart: (at) => started?.(at) }),
  });

  async function throughput(name: string, count: number): Promise<number> {
    ended = 0;
    const from = performance.now();
    const events = Array.from({ length: count }, () => ({ name, data: {} }));
    await insertEvents(runnerPool(), events);
    while (ended < count) await pause(2);
    return (performance.now() - from) / 1000;
  }

  async function idleLatencyMs(): Promise<number> {
    await pause(30);
    const from = performance.now();
    const begun = new Promise<number>((resolve) => {
      started = resolve;
    });
    await insertEvents(runnerPool(), [{ name: "bench/one", data: {} }]);
    return (await begun) - from;
  }

  await throughput("bench/one", 100);
  const bareJobs = await measureBareQueue();
  const inserts = await measureInserts(1);
  const parallelInserts = await measureInserts(8);
  const runs = oneStepRuns / (await throughput("bench/one", oneStepRuns));
  const steps = (tenStepRuns * 10) / (await throughput("bench/ten", tenStepRuns));
  const longRun = longRunSteps / (await throughput("bench/long", 1));
  await pause(500);
  const latencies: number[] = [];
  for (let i = 0; i < idleProbes; i++) latencies.push(await idleLatencyMs());
  await runner.stop();
  await closeRunnerPools();

  const idle = latencies.sort((a, b) => a - b)[Math.floor(idleProbes / 2)] ?? 0;
  return [
    faster("one-step runs", runs, "runs/s", aims.runs, {
      name: "graphile-worker, empty jobs",
      value: bareJobs,
    }),
    faster("steps of ten-step runs", steps, "steps/s", aims.steps, {
      name: "inserts, 8 connections",
      value: parallelInserts,
    }),
    faster("steps of one 500-step run", longRun, "steps/s", aims.longRunSteps, {
      name: "inserts, one by one",
      value: inserts,
    }),
    {
      row: "runner: event to function, idle (median)",
      value: idle,
      unit: "ms",
      aim: `<= ${aims.idleMs}`,
      met: idle <= aims.idleMs,
    },
  ];
}

function faster(what: string, value: number, unit: string, aim: number, limit?: BenchRow["limit"]): BenchRow {
  return {
    row: `runner: ${what}`,
    value,
    unit,
    ...(limit && { limit, ratio: value / limit.value }),
    aim: `>= ${aim} on two quiet cores`,
    met: value >= aim,
  };
}

/** Rows committed one by one over so many connections: what a memoised step costs at least. */
async function measureInserts(connections: number): Promise<number> {
  await runnerPool().query("create table if not exists bench_steps (id serial primary key, data json)");
  const insert = () =>
    runnerPool().query({ name: "bench", text: "insert into bench_steps (data) values ('1')" });
  const each = Math.ceil(inserted / connections);
  const from = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let n = 0; n < each; n++) await insert();
    }),
  );
  return ((each * connections) / (performance.now() - from)) * 1000;
}

/** The queue alone, as it comes: what the same machine does at this moment with jobs that do nothing. */
async function measureBareQueue(): Promise<number> {
  let done = 0;
  const worker = await run({
    pgPool: runnerPool(),
    concurrency: 10,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    taskList: { empty: () => Promise.resolve(void done++) },
  });
  const from = performance.now();
  await runnerPool().query("select graphile_worker.add_job('empty') from generate_series(1, $1)", [
    emptyJobs,
  ]);
  while (done < emptyJobs) await pause(2);
  const perSecond = (emptyJobs / (performance.now() - from)) * 1000;
  await worker.stop();
  return perSecond;
}

function makeFunctions(
  client: Inngest,
  on: { onStart: (at: number) => void; onEnd: () => void },
): InngestFunction.Any[] {
  const make = (id: string, count: number) =>
    client.createFunction({ id, retries: 0, triggers: [{ event: `bench/${id}` }] }, async ({ step }) => {
      on.onStart(performance.now());
      for (let n = 1; n <= count; n++) await step.run(`step-${n}`, () => n);
      on.onEnd();
    });
  return [make("one", 1), make("ten", 10), make("long", longRunSteps)];
}
