/**
 * One Inngest engine under test: our embedded runner on this file's database, or, with `INNGEST_TEST_BASE_URL`, a
 * real Inngest server that calls back into this process. The checks and the functions are the same for both.
 */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/node";
import pg from "pg";
import { answerFetch, embeddedBaseUrl } from "@/lib/embedded/answer-fetch";
import { type EmbeddedRunner, type RunnerOptions, startRunner } from "@/lib/embedded/runner";

export const serverUrl = process.env.INNGEST_TEST_BASE_URL;

/** An hour of waiting passes in 36 s, a retry's 15 s in 150 ms. A real server knows no such thing. */
export const timeScale = serverUrl ? 1 : 0.01;

/** How long `seconds` of the engine's time are here, in milliseconds. */
export const engineMs = (seconds: number) => seconds * 1000 * timeScale;

type MakeFunctions = (client: Inngest) => InngestFunction.Any[];

export type Engine = { client: Inngest; stop(): Promise<void> };

export async function startEngine(
  make: MakeFunctions,
  options: Partial<RunnerOptions> = {},
): Promise<Engine> {
  return serverUrl ? startAgainstServer(make, serverUrl) : startEmbedded(make, options);
}

/** A pool of its own on this test file's database. */
export function openPool(max = 12): pg.Pool {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** Functions that fail on purpose would fill the screen. */
const silent = { info() {}, warn() {}, error() {}, debug() {} };

export function embeddedClient(pool: pg.Pool, id = "checks"): Inngest {
  return new Inngest({
    id,
    fetch: answerFetch(() => pool),
    baseUrl: embeddedBaseUrl,
    isDev: true,
    logger: silent,
  });
}

export async function startEmbedded(
  make: MakeFunctions,
  options: Partial<RunnerOptions> = {},
): Promise<Engine & { runner: EmbeddedRunner; pool: pg.Pool }> {
  const pool = openPool();
  const client = embeddedClient(pool);
  const runner = await startRunner({
    pool,
    client,
    functions: make(client),
    timeScale,
    sweepMs: 500,
    ...options,
  });
  return {
    client,
    runner,
    pool,
    async stop() {
      await runner.stop(1000);
      await pool.end();
    },
  };
}

/** Serves the functions over HTTP, signed, and registers them with the server. */
async function startAgainstServer(make: MakeFunctions, baseUrl: string): Promise<Engine> {
  const client = new Inngest({
    id: `checks-${randomUUID().slice(0, 8)}`,
    baseUrl,
    isDev: false,
    logger: silent,
    eventKey: process.env.INNGEST_EVENT_KEY ?? "test",
    signingKey: process.env.INNGEST_SIGNING_KEY ?? `signkey-test-${"ab".repeat(16)}`,
  });
  const server = createServer(serve({ client, functions: make(client) }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/api/inngest`, { method: "PUT" });
  if (!answer.ok)
    throw new Error(`The server did not take the functions: ${answer.status} ${await answer.text()}`);
  return {
    client,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Waits until `check` gives something true, at most `seconds` (real time); names what was missing otherwise. */
export async function until<T>(
  what: string,
  check: () => T | undefined | false | Promise<T | undefined | false>,
  seconds = serverUrl ? 240 : 15,
) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await check();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Not seen within ${seconds} s: ${what}`);
    await pause(10);
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** What the functions under test did, in order, with the time. */
export function createDiary() {
  const entries: { what: string; at: number; detail: unknown }[] = [];
  return {
    write(what: string, detail: unknown = null) {
      entries.push({ what, at: Date.now(), detail });
    },
    of: (what: string) => entries.filter((entry) => entry.what === what),
    details: (what: string) => entries.filter((entry) => entry.what === what).map((entry) => entry.detail),
    seen(what: string, count = 1) {
      return until(`${count} × ${what}`, () => {
        const found = entries.filter((entry) => entry.what === what);
        return found.length >= count ? found : undefined;
      });
    },
  };
}
