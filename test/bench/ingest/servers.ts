import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findFreePort } from "@/lib/setup/postgres-process.mjs";

export const benchClientSecret = "bench-client-secret-0123456789";
export const benchSessionSecret = "bench-secret-that-is-long-enough";

export type Servers = { limit: number; ours: number; stop(): Promise<void> };

/** The limit and the built app, each a process of its own on the database of `DATABASE_URL`; their ports. */
export async function startServers(): Promise<Servers> {
  const limit = fork(join(import.meta.dirname, "limit-server.mjs"), {
    env: { ...process.env, NODE_ENV: "production" },
  });
  const [{ port: limitPort }] = (await once(limit, "message")) as [{ port: number }];
  const port = await findFreePort();
  const ours = spawn(process.execPath, [process.env.BENCH_SERVER ?? "dist/server.mjs"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...appEnvironment(port) },
  });
  await waitUntilReady(port, ours);
  return { limit: limitPort, ours: port, stop: () => endAll([limit, ours]) };
}

function appEnvironment(port: number): Record<string, string> {
  return {
    NODE_ENV: "production",
    LOG_LEVEL: "fatal",
    // The consumers wait until the figures are taken: what is measured is the way in.
    ORDER_BATCH_SECONDS: "60",
    PORT: String(port),
    HOSTNAME: "127.0.0.1",
    // One address for each request, or the limits by address would be what is measured.
    TRUST_PROXY: "1",
    APP_URL: `http://127.0.0.1:${port}`,
    BIGCOMMERCE_CLIENT_ID: "bench",
    BIGCOMMERCE_CLIENT_SECRET: benchClientSecret,
    NEXTAUTH_SECRET: benchSessionSecret,
    ENCRYPTION_KEY: `bench:${Buffer.alloc(32, 1).toString("base64")}`,
  };
}

async function waitUntilReady(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300 && child.exitCode === null; attempt += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error("The app did not start: run `npm run build` first.");
}

async function endAll(children: ChildProcess[]): Promise<void> {
  const running = children.filter((child) => child.exitCode === null && child.signalCode === null);
  for (const child of running) child.kill("SIGTERM");
  await Promise.all(running.map((child) => once(child, "exit")));
}
