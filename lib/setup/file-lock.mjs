// @ts-check
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SetupProblem } from "./say-problem.mjs";

/**
 * Whether a process of this id runs (also when it belongs to another user). One that has ended and was not collected
 * by its parent does not: in a container nobody may ever collect it.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EPERM") return false;
  }
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true;
  }
}

/**
 * Runs `work` while holding the lock file at `path`, one process at a time. A lock whose holder was killed is taken
 * over, so a crash never needs a person to delete a file.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {number} [timeoutSeconds]
 * @returns {Promise<T>}
 */
export async function withFileLock(path, work, timeoutSeconds = 120) {
  const deadline = Date.now() + timeoutSeconds * 1000;
  mkdirSync(dirname(path), { recursive: true });
  while (!tryLock(path)) {
    if (Date.now() > deadline) {
      throw new SetupProblem(
        `Another process (pid ${readHolder(path)}) holds ${path} for more than ${timeoutSeconds} s.`,
      );
    }
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** @param {string} path */
function tryLock(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
  const holder = readHolder(path);
  // Empty for an instant between creation and write: only an old empty file was left by a crash.
  if (holder === undefined ? ageSeconds(path) > 5 : !isAlive(holder)) rmSync(path, { force: true });
  return false;
}

/** @param {string} path */
function readHolder(path) {
  try {
    return Number(readFileSync(path, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} path */
function ageSeconds(path) {
  return (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())) / 1000;
}
