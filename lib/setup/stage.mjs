// @ts-check
import { spawn } from "node:child_process";
import { SetupProblem } from "./say-problem.mjs";

/** How often a stage that is still running says so. */
const heartbeatSeconds = 10;

/**
 * Runs one stage of the set-up and prints its name, a sign of life while it lasts, and its time.
 * @template T
 * @param {string} name
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function stage(name, work) {
  const begun = Date.now();
  const elapsed = () => `${((Date.now() - begun) / 1000).toFixed(1)} s`;
  process.stdout.write(`  ${name} …\n`);
  const heartbeat = setInterval(
    () => process.stdout.write(`  … still ${lowerFirst(name)}, ${elapsed()}\n`),
    heartbeatSeconds * 1000,
  );
  try {
    const result = await work();
    process.stdout.write(`  ${name}: done in ${elapsed()}\n`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}

/** @param {string} text */
function lowerFirst(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/**
 * Runs a program to its end and returns what it printed; its output is shown only when it fails.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, shell?: boolean }} [options]
 * @returns {Promise<string>}
 */
export function run(program, args, { env = {}, shell = false } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      shell,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.on("error", fail);
    child.on("close", (code) => {
      if (code === 0) return done(output);
      fail(
        new SetupProblem(`\`${[program, ...args].join(" ")}\` ended with code ${code}.\n${output.trim()}`),
      );
    });
  });
}
