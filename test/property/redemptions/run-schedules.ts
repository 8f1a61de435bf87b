import { expect } from "vitest";
import { pool } from "@/lib/db/client";
import { fiver, ledgerDifferences, openRewardShop } from "@/test/db/redemptions/shop";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { makeDatabaseDeadly } from "./mortal-process";
import { playSchedule, price } from "./play-schedule";

/** Schedules one after the other in a store, so that the next one finds what the last one left. */
const perStore = 50;
/** Stores at a time: while one waits, another computes. */
const lanes = 8;
const wanted = Number(process.env.LAUREL_SCHEDULES ?? 10_000);
/** `LAUREL_SCHEDULE=<seed>` plays only that one. */
const only = process.env.LAUREL_SCHEDULE ? Number(process.env.LAUREL_SCHEDULE) : null;
const dayMs = 86_400_000;

/** Runs one of `parts` of all schedules. Throws with the seed that replays a schedule that broke a promise. */
export async function runSchedules({ part, parts }: { part: number; parts: number }): Promise<void> {
  if (only !== null && part !== 1) return;
  makeDatabaseDeadly();
  const sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty", logCalls: 10 });
  const count = only === null ? Math.ceil(wanted / parts) : 1;
  const firstSeed = only ?? 1 + Math.floor(Math.random() * 1_000_000_000);
  const batches = Array.from(
    { length: Math.ceil(count / perStore) },
    (_, index) => firstSeed + index * perStore,
  );
  const failures: unknown[] = [];
  const beganAt = performance.now();
  const lane = async () => {
    for (let seed = batches.shift(); seed !== undefined && failures.length === 0; seed = batches.shift()) {
      await runStore(sandbox, seed, Math.min(perStore, count - (seed - firstSeed))).catch((error) => {
        failures.push(error);
        process.stdout.write(`${String(error)}\n`);
      });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await sandbox.stop();
  if (failures.length > 0) throw failures[0];
  const perSecond = Math.round((count * 1_000) / (performance.now() - beganAt));
  process.stdout.write(
    `${count} schedules from seed ${firstSeed}, ${perSecond}/s, nothing lost or doubled\n`,
  );
}

async function runStore(sandbox: Sandbox, firstSeed: number, count: number): Promise<void> {
  const rewards = [{ ...fiver, pointsPrice: price, expiresAfterDays: 1 }];
  const shop = await openRewardShop(sandbox, { points: 0, rewards });
  const startedAt = new Date(Math.ceil(Date.now() / dayMs) * dayMs + dayMs);
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    // By the seed of the schedule, so that one played alone has the same shop.
    await makeCodesBy(shop.storeId, seed % 5 === 0 ? "coupons" : null);
    await playSchedule(shop, seed, startedAt).catch((cause: unknown) => {
      throw new Error(`replay with LAUREL_SCHEDULE=${seed}: ${String(cause)}`, { cause });
    });
  }
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
}

async function makeCodesBy(storeId: bigint, means: "coupons" | null): Promise<void> {
  await pool().query("UPDATE stores SET reward_codes_by = $2::reward_codes_by WHERE id = $1", [
    String(storeId),
    means,
  ]);
}
