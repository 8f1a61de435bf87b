// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { SetupProblem } from "./say-problem.mjs";
import { run, stage } from "./stage.mjs";

/**
 * Makes a fresh clone ready: the demo, the tests and the checks call these first. Only Node's own modules are used
 * until {@link ensureDependencies} has run, so nothing else may be imported from this file at its top.
 */

/** The oldest Node that every dependency supports; the same as `engines` in package.json. */
const nodeOldest = { major: 20, minor: 19 };

/** @param {string} [version] */
export function ensureNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > nodeOldest.major || (major === nodeOldest.major && minor >= nodeOldest.minor)) return;
  throw new SetupProblem(
    `Laurel needs Node ${nodeOldest.major}.${nodeOldest.minor} or newer and this is ${version}: install a current Node from https://nodejs.org.`,
  );
}

/** @param {string} [folder] */
export function ensureWritable(folder = process.cwd()) {
  const probe = join(folder, `.laurel-writable-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new SetupProblem(
      `The folder ${folder} cannot be written (${code}): copy Laurel to a folder of yours, or change the owner of this one.`,
    );
  }
}

/** Installs the packages of the lock file unless exactly those are there. */
export async function ensureDependencies() {
  if (missingPackages("package-lock.json", join("node_modules", ".package-lock.json")) === 0) return;
  await stage("Installing packages", installPackages);
}

/**
 * How many packages of the lock file are not installed in its version. By content, not by file times: a fresh clone
 * makes every file new, a copied folder makes every file old. Packages for other platforms may be absent.
 * @param {string} lockFile
 * @param {string} installedFile what npm keeps about node_modules
 */
export function missingPackages(lockFile, installedFile) {
  const wanted = readPackages(lockFile);
  if (!existsSync(installedFile)) return Object.keys(wanted).length;
  const installed = readPackages(installedFile);
  return Object.entries(wanted).filter(([path, { version, optional }]) => {
    const there = installed[path];
    return path !== "" && (there ? there.version !== version : !optional);
  }).length;
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean }>} */
function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

async function installPackages() {
  // Install scripts stay off (.npmrc says so too): some would download engines that are not needed.
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  try {
    if (npm?.endsWith(".js")) await run(process.execPath, [npm, ...args]);
    else await run("npm", args, { shell: process.platform === "win32" });
  } catch (error) {
    throw new SetupProblem(
      `The packages could not be installed; is the npm registry in reach?\n${/** @type {Error} */ (error).message}`,
    );
  }
}

/** See {@link import("./build.mjs").ensureGenerated}; the packages must be there. */
export async function ensureGenerated() {
  await (await import("./build.mjs")).ensureGenerated();
}

/** See {@link import("./build.mjs").ensureBuilt}; the packages must be there. */
export async function ensureBuilt() {
  await (await import("./build.mjs")).ensureBuilt();
}

/** Node, folder, packages, client and production build, in this order. */
export async function prepare() {
  ensureNode();
  ensureWritable();
  await ensureDependencies();
  await ensureGenerated();
  await ensureBuilt();
}

/**
 * One clear sentence when a port is taken.
 * @param {number} port
 * @param {{ use: string, variable: string, host?: string }} options `use`: what wants it; `variable`: how to choose another
 * @returns {Promise<void>}
 */
export function ensurePortFree(port, { use, variable, host = "127.0.0.1" }) {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", (error) => {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code !== "EADDRINUSE" && code !== "EACCES") return fail(error);
      const reason = code === "EACCES" ? "is reserved for the system" : "is taken by another program";
      fail(
        new SetupProblem(
          `Port ${port}, wanted for ${use}, ${reason}: stop that, or choose another with ${variable}=${port === 0 ? 3000 : port + 100}.`,
        ),
      );
    });
    probe.listen(port, host, () => probe.close(() => done()));
  });
}
