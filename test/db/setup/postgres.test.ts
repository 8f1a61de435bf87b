import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isAlive } from "@/lib/setup/file-lock.mjs";
import { readPostgresUrl, startPostgres } from "@/lib/setup/postgres.mjs";

const dataDir = resolve("test", ".tmp", `postgres-${process.pid}`);
const start = () => startPostgres({ dataDir });
const settings = { timeout: 120_000 };

function postmaster(): number {
  const { folder } = JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8"));
  return Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0]);
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A process of its own that starts the server and is then killed hard, without letting go. */
async function startAndCrash(): Promise<void> {
  const script = `
    const { startPostgres } = await import("./lib/setup/postgres.mjs");
    await startPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    process.kill(process.pid, "SIGKILL");`;
  await once(spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "ignore" }), "exit");
}

async function untilDead(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((done) => setTimeout(done, 20));
}

beforeAll(async () => {
  const server = await start();
  await query(server.url, "create table kept (n int); insert into kept values (1)");
  await server.stop();
}, 120_000);

afterAll(async () => {
  const server = await start();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe("embedded Postgres", settings, () => {
  test("a stopped server comes back with its data at the same address", async () => {
    const server = await start();
    expect(server.reused).toBe(false);
    expect(server.url).toBe(readPostgresUrl(dataDir));
    expect(await query(server.url, "select n from kept")).toEqual([{ n: 1 }]);
    const pid = postmaster();
    await server.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test("a second user joins the running server, and only the last one to leave stops it", async () => {
    const [first, second] = [await start(), await start()];
    expect([first.reused, second.reused]).toEqual([false, true]);
    const pid = postmaster();
    await first.stop();
    expect(isAlive(pid)).toBe(true);
    expect(await query(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await second.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test("two that start at the same instant share one server", async () => {
    const servers = await Promise.all([start(), start(), start()]);
    expect(servers.filter((server) => !server.reused)).toHaveLength(1);
    for (const server of servers) await server.stop();
  });

  test("a server left behind by a killed process is found and used again", async () => {
    await startAndCrash();
    const orphan = postmaster();
    expect(isAlive(orphan)).toBe(true);
    const server = await start();
    expect(server.reused).toBe(true);
    expect(postmaster()).toBe(orphan);
    await server.stop();
    expect(isAlive(orphan)).toBe(false);
  });

  test("after kill -9 of everything the next start recovers what was committed", async () => {
    await startAndCrash();
    const pid = postmaster();
    const url = readPostgresUrl(dataDir) ?? "";
    await query(url, "insert into kept values (2)");
    process.kill(pid, "SIGKILL");
    await untilDead(pid);
    const server = await start();
    expect(server.reused).toBe(false);
    expect(await query(server.url, "select n from kept order by n")).toEqual([{ n: 1 }, { n: 2 }]);
    await server.stop();
  });

  test("a pid file whose number now belongs to another program does not stop the start", async () => {
    await startAndCrash();
    const pid = postmaster();
    const { folder } = JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8"));
    const file = join(folder, "data", "postmaster.pid");
    const lines = readFileSync(file, "utf8").split("\n");
    process.kill(pid, "SIGKILL");
    await untilDead(pid);
    writeFileSync(file, [String(process.pid), ...lines.slice(1)].join("\n"));
    const server = await start();
    expect(server.reused).toBe(false);
    await server.stop();
  });

  test("when its port is taken meanwhile it moves to another", async () => {
    const before = new URL(readPostgresUrl(dataDir) ?? "").port;
    const squatter = createServer().listen(Number(before), "127.0.0.1");
    await once(squatter, "listening");
    const server = await start();
    expect(new URL(server.url).port).not.toBe(before);
    expect(server.url).toBe(readPostgresUrl(dataDir));
    await server.stop();
    squatter.close();
  });

  test("the password is random, needed, and readable by its owner only", async () => {
    const server = await start();
    const url = new URL(server.url);
    expect(url.password.length).toBeGreaterThanOrEqual(32);
    expect(statSync(join(dataDir, "postgres.json")).mode & 0o777).toBe(0o600);
    url.password = "wrong";
    await expect(query(url.href, "select 1")).rejects.toThrow("password authentication failed");
    await server.stop();
  });

  test("it listens on loopback only and keeps what it acknowledged", async () => {
    const server = await start();
    const rows = await query(
      server.url,
      "select name, setting from pg_settings where name in ('listen_addresses', 'fsync', 'synchronous_commit') order by name",
    );
    expect(rows.map((row) => row.setting)).toEqual(["on", "127.0.0.1", "on"]);
    await server.stop();
  });
});
