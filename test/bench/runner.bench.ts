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
    const cpu = process.cpuUsage();
    while (ended < count) await pause(2);
    const used = process.cpuUsage(cpu);
    console.error(name, count, "cpu ms per", (used.user + used.system) / 1000 / count);
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
    faster("one-step runs", runs, "runs/s", aims.runs),
    faster("steps of ten-step runs", steps, "steps/s", aims.steps),
    faster("steps of one 500-step run", longRun, "steps/s", aims.longRunSteps),
    {
      row: "runner: event to function, idle (median)",
      value: idle,
      unit: "ms",
      aim: `<= ${aims.idleMs}`,
      met: idle <= aims.idleMs,
    },
  ];
}

function faster(what: string, value: number, unit: string, aim: number): BenchRow {
  return { row: `runner: ${what}`, value, unit, aim: `>= ${aim}`, met: value >= aim };
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
