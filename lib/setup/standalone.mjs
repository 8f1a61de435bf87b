// @ts-check
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

const require = createRequire(import.meta.url);
const target = join(".next", "standalone");
const linkedPackages = join(".next", "node_modules");

/** What the folder is made of; the sources that Next's tracing sweeps in are not needed. */
const kept = new Set([".next", "LICENSE", "dist", "node_modules", "package.json", "prisma", "public"]);

/**
 * Next's standalone folder holds what its own routes need. Ours is started by `dist/server.mjs`, so it also gets
 * `dist/`, the files those programs reach (traced as Next traces its own), the static files and the migrations.
 */
export async function completeStandalone() {
  for (const name of readdirSync(target)) {
    if (!kept.has(name)) rmSync(join(target, name), { recursive: true });
  }
  /** @type {{ nodeFileTrace: (files: string[], options: { base: string }) => Promise<{ fileList: Set<string> }> }} */
  const { nodeFileTrace } = require("next/dist/compiled/@vercel/nft");
  const programs = [...filesOf("dist"), ...filesOf(join("dist", "cli"))].filter((file) =>
    file.endsWith(".mjs"),
  );
  const { fileList } = await nodeFileTrace([...programs, ...externalEntries()], { base: process.cwd() });
  const wasm = join("node_modules", "@prisma", "schema-engine-wasm", "schema_engine_bg.wasm");
  for (const file of [...fileList, wasm]) copy(file, join(target, file));
  const whole = ["dist", "public", join("prisma", "migrations"), join(".next", "static"), linkedPackages];
  for (const folder of whole.filter(existsSync)) copy(folder, join(target, folder));
}

/**
 * The packages that Next's code loads at run time, under names it links to them; its tracing misses some.
 * @returns {string[]}
 */
function externalEntries() {
  return filesOf(linkedPackages)
    .flatMap((path) => (path.includes("/@") ? filesOf(path) : [path]))
    .map((path) => relative(linkedPackages, path).replace(/-[0-9a-f]{16}$/, ""))
    .flatMap((name) => {
      try {
        return [require.resolve(name)];
      } catch {
        return [];
      }
    });
}

/** @param {string} from @param {string} to */
function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, force: true, verbatimSymlinks: true });
}

/** @param {string} folder */
function filesOf(folder) {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}
