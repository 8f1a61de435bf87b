import { setImmediate as soon } from "node:timers/promises";
import { expect, test } from "vitest";
import { RateBudget } from "@/lib/bigcommerce/client/rate-budget";
import { pool } from "@/lib/db/client";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { cancelRedemption } from "@/lib/services/redemptions/cancel-redemption";
import { finishDueRedemptions } from "@/lib/services/redemptions/finish-due-redemptions";
import { issueRedemption } from "@/lib/services/redemptions/issue-redemption";
import type { StoreClientOptions } from "@/lib/services/stores/open-store-client";
import { balanceOf } from "@/test/db/ledger/seed";
import {
  capturedCodes,
  codesAt,
  later,
  ledgerDifferences,
  openRewardShop,
  type RewardShop,
} from "@/test/db/redemptions/shop";
import { faultKinds } from "@/test/sandbox/http/faults";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";

/**
 * Random lives of redemptions against a BigCommerce that loses answers, fails, limits, has codes already, loses its
 * promotions, and an app that is killed at any call. A schedule that fails prints its seed:
 * `LAUREL_SCHEDULE=<seed> npx vitest run test/property/redemptions.test.ts` plays only that one;
 * `LAUREL_SCHEDULES=10000` plays that many.
 */
const only = process.env.LAUREL_SCHEDULE ? Number(process.env.LAUREL_SCHEDULE) : null;
const schedules = only === null ? Number(process.env.LAUREL_SCHEDULES ?? 1_000) : 1;
const lanes = only === null ? 6 : 1;
const price = 500;

class Killed extends Error {}

test(`${schedules} random schedules lose no points, double none and leave no code behind`, {
  timeout: 900_000,
}, async () => {
  const failures: string[] = [];
  let next = only ?? 1;
  const last = next + schedules - 1;
  const lane = async () => {
    const sandbox: Sandbox = await startSandbox({ stores: [{ hash: "unused0" }], logCalls: 50 });
    const shop = await openRewardShop(sandbox, { points: 0 });
    for (;;) {
      const seed = next;
      next += 1;
      if (seed > last || failures.length > 0) break;
      await playSchedule(shop, seed).catch((error: unknown) => {
        failures.push(`LAUREL_SCHEDULE=${seed}: ${error instanceof Error ? error.message : error}`);
      });
    }
    if (failures.length === 0) {
      expect(codesAt(shop).filter((code) => !isForeign(shop, code))).toEqual(await capturedCodes(shop));
      expect(await ledgerDifferences(shop.storeId)).toEqual([]);
    }
    await sandbox.stop();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  expect(failures).toEqual([]);
});

/** One customer with points for three rewards buys, and everything goes wrong that can. */
async function playSchedule(shop: RewardShop, seed: number): Promise<void> {
  const random = randomFrom(seed);
  const customerId = await newCustomer(shop, seed);
  const affordable = 1 + pick(random, 3);
  await shop.give(customerId, affordable * price);
  const runtime = runtimeOf(random);
  const budget = new RateBudget(runtime, shop.at.hash);
  const client = { ...shop.client, attemptTimeoutMs: 40, runtime, budget };
  const bought: Redemption[] = [];
  let clock = 0;
  for (let step = 0; step < 3 + pick(random, 8); step += 1) {
    clock += pick(random, 2) === 0 ? pick(random, 20) : pick(random, 600);
    if (random() < 0.5) addFault(shop, random);
    const one = bought[pick(random, bought.length)];
    await anyStep(shop, { random, customerId, bought, one, client, at: later(clock) });
  }
  shop.sandbox.admin.clearFaults();
  await settle(shop, bought, clock);
  await assertSettled(shop, { bought, customerId, affordable });
}

type Step = {
  random: () => number;
  customerId: bigint;
  bought: Redemption[];
  one: Redemption | undefined;
  client: StoreClientOptions;
  at: Date;
};

async function anyStep(
  shop: RewardShop,
  { random, customerId, bought, one, client, at }: Step,
): Promise<void> {
  const { storeId } = shop;
  const dice = random();
  try {
    if (dice < 0.35 || !one) bought.push(await shop.buy({ customerId, now: at }));
    else if (dice < 0.7) {
      const before = await shop.read(one);
      await issueRedemption({ storeId, redemptionId: one.id, now: at, client });
      if (before.status === "pending") await assertProved(shop, one);
    } else if (dice < 0.78) {
      const twice = () => issueRedemption({ storeId, redemptionId: one.id, now: at, client });
      await Promise.allSettled([twice(), twice()]);
    } else if (dice < 0.86) {
      await cancelRedemption({ storeId, redemptionId: one.id, customerId, now: at, client });
    } else if (dice < 0.92) await finishDueRedemptions({ storeId, now: at, client });
    else if (dice < 0.95) disturbPromotion(shop, random);
    else takeCode(shop, (await shop.read(one)).code);
  } catch (error) {
    if (!isExpected(error)) throw error;
  }
}

/** BigCommerce is well again: everything still open comes to an end by itself. */
async function settle(shop: RewardShop, bought: readonly Redemption[], clock: number): Promise<void> {
  const { storeId } = shop;
  for (let round = 1; round <= 4; round += 1) {
    const at = later(clock + round * 1_000);
    for (const { id } of bought)
      await issueRedemption({ storeId, redemptionId: id, now: at, client: shop.client });
    await pool().query(
      "UPDATE redemptions SET updated_at = $2 WHERE store_id = $1 AND code_removed_at IS NULL AND status IN ('failed', 'cancelled')",
      [storeId, later(-3_600)],
    );
    await finishDueRedemptions({ storeId, now: at, client: shop.client });
  }
}

async function assertSettled(
  shop: RewardShop,
  {
    bought,
    customerId,
    affordable,
  }: { bought: readonly Redemption[]; customerId: bigint; affordable: number },
): Promise<void> {
  const ends = await Promise.all(bought.map((one) => shop.read(one)));
  const open = ends.filter(({ status }) => status === "pending");
  expect(open, "still pending").toEqual([]);
  const issued = ends.filter(({ status }) => status === "issued");
  const there = new Set(codesAt(shop));
  expect(
    issued.filter(({ code }) => !there.has(code)).map(({ code }) => code),
    "captured without a code",
  ).toEqual([]);
  const over = ends.filter(({ status, code }) => status !== "issued" && there.has(code));
  expect(
    over.filter(({ code }) => !isForeign(shop, code)).map(({ id }) => id),
    "a code without points",
  ).toEqual([]);
  const balance = await balanceOf(customerId);
  expect(Number(balance.held), "held").toBe(0);
  expect(Number(balance.available), "available").toBe((affordable - issued.length) * price);
}

/** Points go back only once there is no code: not one moment may both be there. */
async function assertProved(shop: RewardShop, one: Redemption): Promise<void> {
  const { status, code } = await shop.read(one);
  if (status === "pending" || status === "issued" || isForeign(shop, code)) return;
  expect(codesAt(shop), "points given back beside a code").not.toContain(code);
}

const foreignPromotion = 999_999;
const isForeign = ({ at }: RewardShop, code: string) =>
  [...at.state.codes.values()].some((entry) => entry.code === code && entry.promotionId === foreignPromotion);

/** The merchant switches a promotion off, or deletes it when BigCommerce lets him. */
function disturbPromotion({ at }: RewardShop, random: () => number): void {
  for (const [id, promotion] of at.state.promotions) {
    const hasCodes = [...at.state.codes.values()].some((code) => code.promotionId === id);
    if (!hasCodes && random() < 0.5) at.state.promotions.delete(id);
    else promotion.document = { ...promotion.document, status: "DISABLED" };
  }
}

/** Somebody else has made this very code, under a promotion of their own. */
function takeCode({ at }: RewardShop, code: string): void {
  if ([...at.state.codes.values()].some((entry) => entry.code === code)) return;
  const id = 1_000_000 + at.state.codes.size * 7 + pick(Math.random, 1_000_000);
  const unlimited = { maxUses: 0, maxUsesPerCustomer: 0, currentUses: 0, createdAt: 0 };
  at.state.codes.set(id, { id, promotionId: foreignPromotion, code, ...unlimited });
}

/** What a shopper or an operator may see on a bad day; anything else is a mistake of ours. */
function isExpected(error: unknown): boolean {
  if (error instanceof Killed) return true;
  const code = error instanceof Error && "code" in error ? error.code : "";
  return ["insufficient_points", "unavailable", "bigcommerce_failed", "already_used"].includes(String(code));
}

const spoiling = faultKinds.filter((kind) => !["slow", "unauthorized", "forbidden"].includes(kind));

function addFault({ at, sandbox }: RewardShop, random: () => number): void {
  sandbox.admin.addFault({
    kind: spoiling[pick(random, spoiling.length)] ?? "reset",
    store: at.hash,
    count: 1 + pick(random, 3),
    phase: random() < 0.5 ? "after" : "before",
    ...(random() < 0.5 ? { path: /\/codes/ } : {}),
  });
}

/** A clock of its own, on which waiting costs nothing, and a process that may die at any call, before or after it. */
function runtimeOf(random: () => number) {
  let ms = 0;
  return {
    nowMs: () => ms,
    random,
    sleep: async (waitMs: number, signal?: AbortSignal) => {
      await soon();
      signal?.throwIfAborted();
      ms += waitMs;
    },
    fetch: async (...call: Parameters<typeof fetch>) => {
      if (random() < 0.02) throw new Killed("before the call");
      const answer = await fetch(...call);
      if (random() < 0.04) throw new Killed("after the call");
      return answer;
    },
  };
}

async function newCustomer({ at, storeId }: RewardShop, seed: number): Promise<bigint> {
  const { id, email } = at.addCustomer({ email: `schedule${seed}@example.com` });
  const { rows } = await pool().query(
    "INSERT INTO customers (store_id, bc_customer_id, email, updated_at) VALUES ($1, $2, $3, now()) RETURNING id",
    [storeId, id, email],
  );
  return BigInt(rows[0].id);
}

function pick(random: () => number, count: number): number {
  return Math.floor(random() * count);
}

/** mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
