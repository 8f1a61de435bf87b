import { availableParallelism } from "node:os";
import { beforeAll, expect, test } from "vitest";
import { prepareDatabase } from "./faults";
import { runStore } from "./run-store";

/** Schedules that share a store, its clock and its programs. */
const perStore = 60;
const wanted = Number(process.env.LAUREL_MODEL_SCHEDULES ?? 2_000);
/** `seed` replays a store, `seed/schedule` one schedule of it. */
const replay = process.env.LAUREL_MODEL_SEED;

beforeAll(prepareDatabase);

test("duplicated, lost, shuffled and stale deliveries, crashes, claims, deletions: every balance is the model's", async () => {
  if (replay) {
    const [seed, only] = replay.split("/").map(Number);
    return runStore(seed ?? 0, perStore, only);
  }
  const firstSeed = Math.floor(Math.random() * 1_000_000_000);
  const seeds = Array.from({ length: Math.ceil(wanted / perStore) }, (_, index) => firstSeed + index);
  const startedAt = performance.now();
  const failures: unknown[] = [];
  const work = async () => {
    for (let seed = seeds.shift(); seed !== undefined && failures.length === 0; seed = seeds.shift()) {
      const current = seed;
      await runStore(current, perStore).catch((error: unknown) => {
        failures.push(new Error(`replay with LAUREL_MODEL_SEED=${current}`, { cause: error }));
      });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));
  if (failures.length > 0) throw failures[0];
  const seconds = (performance.now() - startedAt) / 1_000;
  process.stdout.write(
    `${wanted} schedules from seed ${firstSeed}, ${Math.round(wanted / seconds)}/s, 0 violations\n`,
  );
  expect(failures).toEqual([]);
}, 600_000);
