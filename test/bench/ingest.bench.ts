import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { createWebhookSecret } from "@/lib/auth/webhook-secret";
import { applyMigrations } from "@/lib/db/migrate/apply-migrations";
import { startPostgres } from "@/lib/setup/postgres.mjs";
import { findFreePort } from "@/lib/setup/postgres-process.mjs";
import { loadFully, loadSteadily, type Target } from "./ingest/load";

export type BenchRow = {
  name: string;
  unit: string;
  value: number;
  limit: number;
  ratio: number;
  aim: string;
};

const seconds = 5;
const clientSecret = "bench-client-secret-0123456789";
const database = "laurel_bench_ingest";

/**
 * Webhooks acknowledged after their row is committed: the built server against the least a server can do for a row
 * (`node:http` and one insert), on the same Postgres, one after the other in the same run.
 */
export default async function ingest(): Promise<BenchRow[]> {
  const postgres = await startPostgres({ dataDir: "test/.tmp/bench", database });
  const children: ChildProcess[] = [];
  try {
    await applyMigrations(postgres.url);
    const target = await seedStore(postgres.url);
    const limit = { ...target, port: await startLimit(postgres.url, children) };
    const ours = { ...target, port: await startApp(postgres.url, children) };
    const rows: BenchRow[] = [];
    for (const { connections, name, aim } of [
      { connections: 8, name: "webhook acknowledged, 8 at a time", aim: "≥ 0.85" },
      { connections: 64, name: "webhook acknowledged, 64 at a time (group commit)", aim: "≥ 1.5" },
    ]) {
      await loadFully(limit, connections, 1);
      await loadFully(ours, connections, 1);
      const most = await loadFully(limit, connections, seconds);
      const got = await loadFully(ours, connections, seconds);
      if (most.failed + got.failed > 0)
        throw new Error(`${most.failed + got.failed} deliveries were not answered 200`);
      rows.push(row(name, "1/s", got.perSecond, most.perSecond, got.perSecond / most.perSecond, aim));
    }
    const limitSteady = await loadSteadily(limit, 400, seconds);
    const steady = await loadSteadily(ours, 400, seconds);
    const name = "webhook acknowledged, p99 at 400/s";
    rows.push(row(name, "ms", steady.p99Ms, limitSteady.p99Ms, limitSteady.p99Ms / steady.p99Ms, "≤ 15 ms"));
    return rows;
  } finally {
    for (const child of children) child.kill("SIGTERM");
    await Promise.all(children.map((child) => child.exitCode ?? once(child, "exit")));
    await postgres.stop();
  }
}

function row(name: string, unit: string, value: number, limit: number, ratio: number, aim: string): BenchRow {
  const round = (figure: number) => Math.round(figure * 100) / 100;
  return { name, unit, value: round(value), limit: round(limit), ratio: round(ratio), aim };
}

async function seedStore(url: string): Promise<Omit<Target, "port">> {
  const { secret, secretHash } = createWebhookSecret();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `insert into stores (hash, webhook_secret_hash, updated_at) values ('bench1', $1, now())
     on conflict (hash) do update set webhook_secret_hash = $1`,
    [secretHash],
  );
  await client.query("truncate webhook_inbox");
  await client.query("drop table if exists bench_inbox");
  await client.end();
  return { secret, clientSecret, storeHash: "bench1" };
}

async function startLimit(url: string, children: ChildProcess[]): Promise<number> {
  const child = fork(join(import.meta.dirname, "ingest", "limit-server.mjs"), {
    env: { ...process.env, NODE_ENV: "production", DATABASE_URL: url },
  });
  children.push(child);
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return port;
}

/** The built server, as `npm start` runs it. */
async function startApp(url: string, children: ChildProcess[]): Promise<number> {
  const port = await findFreePort();
  const child = spawn(process.execPath, ["dist/server.mjs"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      LOG_LEVEL: "fatal",
      // The consumers wait until the figures are taken: what is measured is the way in.
      ORDER_BATCH_SECONDS: "60",
      DATABASE_URL: url,
      PORT: String(port),
      HOSTNAME: "127.0.0.1",
      APP_URL: `http://127.0.0.1:${port}`,
      BIGCOMMERCE_CLIENT_ID: "bench",
      BIGCOMMERCE_CLIENT_SECRET: clientSecret,
      NEXTAUTH_SECRET: "bench-secret-that-is-long-enough",
      ENCRYPTION_KEY: `bench:${Buffer.alloc(32, 1).toString("base64")}`,
    },
  });
  children.push(child);
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/ready`).catch(() => undefined);
    if (answer?.ok) return port;
    await sleep(100);
  }
  throw new Error("The app did not start: run `npm run build` first.");
}
