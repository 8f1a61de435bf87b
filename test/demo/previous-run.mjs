import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const patienceMs = 12_000;

/** @param {string} dataDir */
const file = (dataDir) => join(dataDir, "demo-processes.json");

/** Keeps which processes belong to this demo, for a start after a hard kill. @param {string} dataDir @param {number[]} pids */
export function rememberProcesses(dataDir, pids) {
  writeFileSync(file(dataDir), JSON.stringify(pids));
}

/**
 * Ends what a demo that was killed hard may have left behind, and waits until it is gone and its ports are free. A
 * process id may belong to somebody else by now, so only processes that run our programs are touched.
 * @param {string} dataDir
 */
export async function endPreviousRun(dataDir) {
  const deadline = Date.now() + patienceMs;
  for (const pid of remembered(dataDir).filter(isOurs)) {
    signal(pid, "SIGTERM");
    while (isOurs(pid) && Date.now() < deadline) await new Promise((done) => setTimeout(done, 100));
    if (isOurs(pid)) signal(pid, "SIGKILL");
  }
}

/** @param {string} dataDir @returns {number[]} */
function remembered(dataDir) {
  try {
    return JSON.parse(readFileSync(file(dataDir), "utf8"));
  } catch {
    return [];
  }
}

/** It may end by itself in the same moment. @param {number} pid @param {NodeJS.Signals} name */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ESRCH") throw error;
  }
}

/** @param {number} pid */
function isOurs(pid) {
  try {
    const command = execFileSync("ps", ["-p", String(pid), "-o", "args="], { encoding: "utf8" });
    return /test\/(demo\/demo\.mjs|sandbox\/main\.ts)|dist\/server\.mjs/.test(command);
  } catch {
    return false;
  }
}
