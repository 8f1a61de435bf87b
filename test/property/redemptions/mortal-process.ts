import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { RateBudget } from "@/lib/bigcommerce/client/rate-budget";
import { pool } from "@/lib/db/client";
import type { StoreClientOptions } from "@/lib/services/stores/open-store-client";
import type { Chance } from "../model/chance";

/** One process of the app: it may die before it asks the database or BigCommerce anything, and before it hears the answer. */
type Life = { chance: Chance; perStep: number; isOver: boolean; die: () => void; created: Set<string> };

const lives = new AsyncLocalStorage<Life>();
const never = () => new Promise<never>(() => undefined);

/** Creates that are still on the wire although nobody waits for them any more. */
export type OnTheWire = (() => Promise<unknown>)[];

export type Dangers = {
  /** Chance that the process dies at one step. */
  death: number;
  /** Chance that the create of a code arrives long after everybody has given it up. */
  late: number;
};

/**
 * Does the work in a process of its own. `died`: it was killed somewhere; what it began stays as it was, and nothing
 * of it goes on afterwards.
 */
export async function inProcess<T>(
  world: World,
  work: (client: StoreClientOptions) => Promise<T>,
): Promise<T | "died"> {
  const { chance, dangers, hash } = world;
  let die = () => {};
  const death = new Promise<"died">((resolve) => {
    die = () => {
      // Somebody else may have looked for the code just before it came, and nobody takes it away now.
      if (world.isAtOnce) for (const code of life.created) world.cameLate.add(code);
      resolve("died");
    };
  });
  const life: Life = { chance, perStep: dangers.death, isOver: false, die, created: new Set() };
  const runtime = runtimeOf(life, world);
  const client = { attemptTimeoutMs: 60, runtime, budget: new RateBudget(runtime, hash) };
  return lives.run(life, () => Promise.race([work(client), death]));
}

export type World = {
  chance: Chance;
  dangers: Dangers;
  hash: string;
  onTheWire: OnTheWire;
  /** Codes that came after everybody had given them up: they are there for a while. */
  cameLate: Set<string>;
  /** Two works at the same time: one may look for a code while the other's create is under way. */
  isAtOnce: boolean;
};

/** A step is where a process may be dead already, or dies now. */
function isAlive(life: Life | undefined): boolean {
  if (!life) return true;
  if (life.isOver) return false;
  if (!life.chance.yes(life.perStep)) return true;
  life.isOver = true;
  life.die();
  return false;
}

/** A clock on which waiting costs next to nothing, and a network that keeps creates back. */
function runtimeOf(life: Life, world: World) {
  const { dangers, onTheWire, cameLate } = world;
  let ms = 0;
  return {
    nowMs: () => ms,
    random: () => life.chance.next(),
    sleep: async (waitMs: number, signal?: AbortSignal) => {
      await pause(1);
      signal?.throwIfAborted();
      ms += waitMs;
    },
    fetch: async (url: Parameters<typeof fetch>[0], init?: RequestInit) => {
      if (!isAlive(life)) return never();
      if (init?.method === "POST" && life.chance.yes(dangers.late)) {
        // An answer that never comes is not waited for: nobody is there to hear it.
        onTheWire.push(() => fetch(url, { ...init, signal: AbortSignal.timeout(300) }));
        throw new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNRESET" }) });
      }
      const code = init?.method === "POST" ? String(JSON.parse(String(init.body)).code) : null;
      if (code) life.created.add(code);
      const answer = await fetch(url, init).catch((error: unknown) => {
        // Given up before it was answered: nobody knows where it is.
        if (code && init?.signal?.aborted) cameLate.add(code);
        throw error;
      });
      return isAlive(life) ? answer : never();
    },
  };
}

/** Lets processes die between two transactions, too. Once for a test file. */
export function makeDatabaseDeadly(): void {
  const shared = pool();
  const connect = shared.connect.bind(shared);
  shared.connect = ((...call: Parameters<typeof connect>) =>
    isAlive(lives.getStore()) ? connect(...call) : never()) as typeof shared.connect;
}
