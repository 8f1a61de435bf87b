// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bundlePrograms } from "./bundle.mjs";
import { withFileLock } from "./file-lock.mjs";
import { run, stage } from "./stage.mjs";
import { completeStandalone } from "./standalone.mjs";

/** Tools that would otherwise phone home, each in its own words. */
export const quiet = {
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
};

const require = createRequire(import.meta.url);
const buildStamp = join(".next", "laurel-build");
const clientStamp = join("lib", "db", "generated", "schema-hash");
const sources = ["app", "components", "inngest", "lib", "prisma/schema"];
const sourceFiles = [
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

/** Generates the Prisma client when the schema or Prisma changed since the last time. */
export async function ensureGenerated() {
  const hash = hashFiles([...listFiles("prisma/schema"), require.resolve("prisma/package.json")]);
  if (readStamp(clientStamp) === hash) return;
  await stage("Generating the database client", generateClient);
  writeFileSync(clientStamp, hash);
}

/** Builds for production when a source changed since the last build, judged by content. */
export async function ensureBuilt() {
  await ensureGenerated();
  await withFileLock(
    join("dist", ".lock"),
    async () => {
      const hash = hashSources();
      if (readStamp(buildStamp) !== hash || !existsSync(join("dist", "server.mjs"))) await buildAll(hash);
    },
    900,
  );
}

/**
 * Builds everything: client, storefront scripts, Next, programs; with `standalone` also the folder that the container
 * image is made of.
 * @param {{ standalone?: boolean }} [options]
 */
export async function build({ standalone = false } = {}) {
  await ensureGenerated();
  await withFileLock(
    join("dist", ".lock"),
    async () => {
      await buildAll(hashSources());
      if (standalone) await stage("Completing the standalone folder", completeStandalone);
    },
    900,
  );
}

/** @param {string} hash */
async function buildAll(hash) {
  rmSync(buildStamp, { force: true });
  if (existsSync("lib/widget/build.mjs")) {
    await stage("Building the storefront scripts", async () => {
      const widget = await import("../widget/build.mjs");
      await widget.buildWidget();
    });
  }
  await stage("Building the app", () =>
    run(process.execPath, [require.resolve("next/dist/bin/next"), "build"], {
      env: { ...quiet, NODE_ENV: "production" },
    }),
  );
  await stage("Bundling the server and the commands", bundlePrograms);
  writeFileSync(buildStamp, hash);
}

/**
 * Prisma's command line would download a native engine that generating does not need; it takes any existing program
 * for one, so it gets Node itself.
 */
async function generateClient() {
  const prisma = join(dirname(require.resolve("prisma/package.json")), "build", "index.js");
  await run(process.execPath, [prisma, "generate", "--no-hints"], {
    env: { ...quiet, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
  });
}

function hashSources() {
  const files = [...sources.flatMap(listFiles), ...sourceFiles.filter((file) => existsSync(file))];
  return hashFiles(files);
}

/** @param {string[]} files */
function hashFiles(files) {
  const hash = createHash("sha256").update(process.version);
  for (const file of files.sort()) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** Source files below a folder; what is generated from them does not count. @param {string} folder @returns {string[]} */
function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "generated" ? [] : listFiles(path);
    return [path];
  });
}

/** @param {string} file */
function readStamp(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
