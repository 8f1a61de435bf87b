// @ts-check
import { spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./file-lock.mjs";
import { SetupProblem } from "./say-problem.mjs";

/**
 * @typedef {import("./postgres-binaries.mjs").Binaries} Binaries
 * @typedef {import("./postgres-binaries.mjs").ServerUser} ServerUser
 * @typedef {{ port: number, user: string, password: string }} Access
 * @typedef {{ binaries: Binaries, serverUser: ServerUser, folder: string }} Place `folder` holds `data` and `server.log`
 */

/** How long a server may take to answer: after a crash it replays its log first. */
const startTimeoutSeconds = 60;

/** Speed for tests at the price of the data when the machine loses power; never for data that counts. */
const volatileSettings = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "autovacuum_naptime=5min",
];

const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=200",
  "shared_buffers=128MB",
  "max_wal_size=2GB",
  "wal_level=minimal",
  "max_wal_senders=0",
  "jit=off",
  "timezone=UTC",
  "log_timezone=UTC",
  "log_min_messages=warning",
  "log_checkpoints=off",
];

/**
 * Creates the cluster unless it is there. It is made beside its final place and then renamed, so one that was killed
 * half-way is never taken for a whole one.
 * @param {Place} place
 * @param {Pick<Access, "user" | "password">} access
 */
export function createCluster({ binaries, serverUser, folder }, access) {
  const data = join(folder, "data");
  if (existsSync(join(data, "PG_VERSION"))) return checkVersion(binaries, data);
  const fresh = join(folder, "data.new");
  rmSync(fresh, { recursive: true, force: true });
  const secretFolder = mkdtempSync(join(tmpdir(), "laurel-"));
  const passwordFile = join(secretFolder, "password");
  try {
    writeFileSync(passwordFile, access.password, { mode: 0o600 });
    if (serverUser.uid !== undefined) {
      for (const path of [secretFolder, passwordFile]) chownSync(path, serverUser.uid, serverUser.gid);
    }
    const result = spawnSync(
      binaries.initdb,
      [
        ...[
          "--pgdata",
          fresh,
          "--username",
          access.user,
          "--pwfile",
          passwordFile,
          "--auth",
          "scram-sha-256",
        ],
        // The same order and case rules on every machine, whatever locales it has.
        ...[
          "--encoding",
          "UTF8",
          "--locale",
          "C",
          "--locale-provider",
          "builtin",
          "--builtin-locale",
          "C.UTF-8",
        ],
        "--no-instructions",
      ],
      { ...serverUser, cwd: folder, encoding: "utf8", env: { ...process.env, LC_ALL: "C" } },
    );
    if (result.status !== 0) {
      throw new SetupProblem(
        `Postgres could not create its data in ${folder}: ${(result.stderr || String(result.error)).trim()}`,
      );
    }
    renameSync(fresh, data);
  } finally {
    rmSync(secretFolder, { recursive: true, force: true });
  }
}

/** @param {Binaries} binaries @param {string} data */
function checkVersion(binaries, data) {
  const found = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  const ours = /(\d+)/.exec(
    spawnSync(binaries.postgres, ["--version"], { encoding: "utf8", cwd: "/" }).stdout ?? "",
  )?.[1];
  if (ours && found !== ours) {
    throw new SetupProblem(
      `${data} was written by Postgres ${found} and the installed one is ${ours}: move its data over with pg_dump, or delete the folder to start afresh.`,
    );
  }
}

/**
 * Starts the server on `access.port`, detached: Ctrl-C in a terminal reaches us but not the server, which we stop
 * ourselves after the last query.
 * @param {Place} place
 * @param {Access} access
 * @param {{ durable: boolean }} options
 */
export async function startServer({ binaries, serverUser, folder }, access, { durable }) {
  const data = join(folder, "data");
  const log = openSync(join(folder, "server.log"), "a");
  const args = [...settings, ...(durable ? [] : volatileSettings)].flatMap((setting) => ["-c", setting]);
  const child = spawn(binaries.postgres, ["-D", data, "-p", String(access.port), ...args], {
    ...serverUser,
    cwd: folder,
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...process.env, LC_ALL: "C" },
  });
  closeSync(log);
  child.unref();
  /** @type {string | undefined} */
  let ended;
  child.on("error", (error) => (ended = error.message));
  child.on("exit", (code) => (ended ??= `exit code ${code}`));
  const deadline = Date.now() + startTimeoutSeconds * 1000;
  while (!ended && Date.now() < deadline) {
    if (await answers(access)) return;
    await sleep(50);
  }
  const tail = readFileSync(join(folder, "server.log"), "utf8").trim().split("\n").slice(-5).join("\n");
  throw new SetupProblem(
    `Postgres did not start (${ended ?? `no answer in ${startTimeoutSeconds} s`}).\n${tail}`,
  );
}

/**
 * The running server of this folder, read from its own pid file; undefined when it is not running. A pid file left by
 * a crash whose number meanwhile belongs to some other program is removed, because Postgres would wait on it.
 * @param {string} folder
 * @returns {{ pid: number, port: number } | undefined}
 */
export function findRunning(folder) {
  const file = join(folder, "data", "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  if (!(pid > 0) || !isAlive(pid)) return undefined;
  if (!/postgres/.test(commandOf(pid))) {
    rmSync(file, { force: true });
    return undefined;
  }
  return { pid, port: Number(lines[3]) };
}

/** @param {number} pid */
function commandOf(pid) {
  if (process.platform === "win32") return "postgres";
  if (existsSync(`/proc/${pid}/comm`)) return readFileSync(`/proc/${pid}/comm`, "utf8");
  return spawnSync("ps", ["-p", String(pid), "-o", "comm="], { encoding: "utf8" }).stdout ?? "";
}

/**
 * Stops the server and waits until it is gone; open sessions are ended, nothing committed is lost.
 * @param {Place} place
 */
export async function stopServer({ binaries, serverUser, folder }) {
  const running = findRunning(folder);
  if (!running) return;
  if (process.platform === "win32") {
    spawnSync(binaries.pgCtl, ["stop", "-D", join(folder, "data"), "-m", "fast", "-w"], serverUser);
    return;
  }
  process.kill(running.pid, "SIGINT");
  for (let waited = 0; isAlive(running.pid) && waited < 30_000; waited += 25) {
    if (waited === 20_000) process.kill(running.pid, "SIGQUIT");
    await sleep(25);
  }
}

/**
 * Whether the server accepts our password now.
 * @param {Access} access
 */
export async function answers(access) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({
    host: "127.0.0.1",
    database: "postgres",
    ...access,
    connectionTimeoutMillis: 5000,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code === "28P01") {
      throw new SetupProblem(
        "The embedded Postgres does not accept the remembered password: delete its data folder to start afresh.",
      );
    }
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * A free port on loopback: `wanted` if nobody listens there, else any.
 * @param {number} [wanted]
 * @returns {Promise<number>}
 */
export function findFreePort(wanted = 0) {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", (error) => (wanted === 0 ? fail(error) : findFreePort().then(done, fail)));
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address ? address.port : wanted));
    });
  });
}
