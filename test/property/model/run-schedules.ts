import { prepareDatabase } from "./faults";
import { runStore } from "./run-store";

/** Schedules that share a store, its clock and its programs. */
const perStore = 60;
/** Stores at a time: while one waits for the database, another computes. */
const lanes = 3;
const wanted = Number(process.env.LAUREL_MODEL_SCHEDULES ?? 10_000);
/** `seed` replays a store, `seed/schedule` one schedule of it. */
const replay = process.env.LAUREL_MODEL_SEED;

/**
 * Runs one of `parts` of all schedules: each part is a test file, so that they run side by side. Throws with the seed that replays it when a
 * book was contradicted.
 */
export async function runSchedules({ part, parts }: { part: number; parts: number }): Promise<void> {
  await prepareDatabase();
  if (replay) {
    const [seed, only] = replay.split("/").map(Number);
    return part === 1 ? runStore(seed ?? 0, perStore, only) : undefined;
  }
  const stores = Math.ceil(wanted / parts / perStore);
  const firstSeed = Math.floor(Math.random() * 1_000_000_000);
  const seeds = Array.from({ length: stores }, (_, index) => firstSeed + index);
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
  await Promise.all(Array.from({ length: lanes }, work));
  if (failures.length > 0) throw failures[0];
  const schedules = stores * perStore;
  const perSecond = Math.round((schedules * 1_000) / (performance.now() - startedAt));
  process.stdout.write(`${schedules} schedules from seed ${firstSeed}, ${perSecond}/s, 0 violations\n`);
}
