import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";

const preload = join("test", "demo", "end-with-parent.mjs");
const stopPatienceMs = 10_000;

/**
 * One process of the demo: its output goes to a log file, it ends with us, and whoever asks is told why it ended early.
 *
 * @typedef {object} Supervised
 * @property {string} name
 * @property {number} pid
 * @property {(probe: () => Promise<boolean>) => Promise<void>} ready resolves when `probe` says so; rejects when the process ended first
 * @property {Promise<string>} ended resolves with the reason when it ends without having been asked to
 * @property {() => Promise<void>} stop
 *
 * @param {string} name
 * @param {string[]} args for Node
 * @param {{ env: Record<string, string>, logDir: string }} options
 * @returns {Supervised}
 */
export function supervise(name, args, { env, logDir }) {
  mkdirSync(logDir, { recursive: true });
  const logFile = join(logDir, `${name}.log`);
  const log = createWriteStream(logFile);
  const child = spawn(process.execPath, ["--import", `./${preload}`, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // Its own group, so that Ctrl-C reaches us alone and we stop things in order.
    detached: true,
  });
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);
  let asked = false;
  /** @type {Promise<number | null>} */
  const exited = new Promise((done) => child.once("exit", (code) => done(code)));
  /** @type {Promise<string>} */
  const ended = new Promise((done) => {
    void exited.then((code) => {
      if (!asked) done(`The ${name} ended by itself (code ${code}); its last words are in ${logFile}.`);
    });
  });
  return {
    name,
    pid: child.pid ?? 0,
    ended,
    ready: (probe) => waitFor(probe, ended),
    async stop() {
      asked = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const patience = setTimeout(() => child.kill("SIGKILL"), stopPatienceMs);
      await exited;
      clearTimeout(patience);
    },
  };
}

/** @param {() => Promise<boolean>} probe @param {Promise<string>} ended */
async function waitFor(probe, ended) {
  let problem = "";
  void ended.then((reason) => {
    problem = reason;
  });
  while (!(await probe())) {
    if (problem) throw Object.assign(new Error(problem), { name: "SetupProblem" });
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Whether an address answers 200 now. @param {string} url */
export async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return response.ok;
  } catch {
    return false;
  }
}
