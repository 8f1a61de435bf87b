import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { RateBudget } from "@/lib/bigcommerce/client/rate-budget";
import { pool } from "@/lib/db/client";
import type { StoreClientOptions } from "@/lib/services/stores/open-store-client";
import type { Chance } from "../model/chance";

/** One process of the app: it may die before it asks the database or BigCommerce anything, and before it hears the answer. */
type Life = { chance: Chance; perStep: number; isOver: boolean; die: () => void };

const lives = new AsyncLocalStorage<Life>();
const never = () => new Promise<never>(() => undefined);

/** A create that is still on the wire although nobody waits for it any more, and the schedule's time when it was sent. */
type OnTheWire = { send: () => Promise<unknown>; sentSeconds: number };
/** So long after its sender gave up, in real time, the sandbox has carried out whatever it was asked, or never will. */
const carriedOutMs = 2_000;

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
    die = () => resolve("died");
  });
  const life: Life = { chance, perStep: dangers.death, isOver: false, die };
  const runtime = runtimeOf(life, world);
  const client = { attemptTimeoutMs: 60, runtime, budget: new RateBudget(runtime, hash) };
  return lives.run(life, () => Promise.race([work(client), death]));
}

export type World = {
  chance: Chance;
  dangers: Dangers;
  hash: string;
  clockSeconds: number;
  onTheWire: OnTheWire[];
  /** Requests the sandbox is at, in real time: the schedule's clock stands still until it has carried them out. */
  beingCarriedOut: Set<Promise<unknown>>;
  /** Codes that came later than the app reckons with: they are there for a while. */
  cameLate: Set<string>;
  /** Somebody who is at the checkout while a code is looked at and then deleted. */
  beforeDelete: (() => Promise<void>) | null;
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
  const { dangers, onTheWire } = world;
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
      if (init?.method === "DELETE") await world.beforeDelete?.();
      if (init?.method === "POST" && life.chance.yes(dangers.late)) {
        // An answer that never comes is not waited for: nobody is there to hear it.
        const send = () => fetch(url, { ...init, signal: AbortSignal.timeout(300) });
        onTheWire.push({ send, sentSeconds: world.clockSeconds });
        throw new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNRESET" }) });
      }
      const answer = await (init?.method === "POST" ? post(world, url, init) : fetch(url, init));
      return isAlive(life) ? answer : never();
    },
  };
}

/** A request goes on when its sender gives it up: it is carried out before the schedule's time goes on. */
function post(world: World, url: Parameters<typeof fetch>[0], init: RequestInit): Promise<Response> {
  const { signal } = init;
  const end = new AbortController();
  const answered = fetch(url, { ...init, signal: end.signal });
  const over = answered
    .catch(() => undefined)
    .finally(() => {
      world.beingCarriedOut.delete(over);
    });
  world.beingCarriedOut.add(over);
  return new Promise((resolve, reject) => {
    answered.then(resolve, reject);
    signal?.addEventListener("abort", () => {
      reject(signal.reason);
      setTimeout(() => end.abort(), carriedOutMs);
    });
  });
}

/** Lets processes die between two transactions, too. Once for a test file. */
export function makeDatabaseDeadly(): void {
  const shared = pool();
  const connect = shared.connect.bind(shared);
  shared.connect = ((...call: Parameters<typeof connect>) =>
    isAlive(lives.getStore()) ? connect(...call) : never()) as typeof shared.connect;
}
