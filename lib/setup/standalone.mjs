import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const target = join(".next", "standalone");

/**
 * Next's standalone folder holds what its own routes need. Ours is started by `dist/server.mjs`, so it also gets
 * `dist/`, the files those programs reach (traced as Next traces its own), the static files and the migrations.
 */
export async function completeStandalone() {
  const { nodeFileTrace } = createRequire(import.meta.url)("next/dist/compiled/@vercel/nft");
  const programs = [...filesOf("dist"), ...filesOf(join("dist", "cli"))].filter((file) =>
    file.endsWith(".mjs"),
  );
  const { fileList } = await nodeFileTrace(programs, { base: process.cwd() });
  const wasm = join("node_modules", "@prisma", "schema-engine-wasm", "schema_engine_bg.wasm");
  for (const file of [...fileList, wasm]) copy(file, join(target, file));
  for (const folder of [
    "dist",
    "public",
    join("prisma", "migrations"),
    join("prisma", "schema"),
    join(".next", "static"),
  ]) {
    if (existsSync(folder)) copy(folder, join(target, folder));
  }
}

/** @param {string} from @param {string} to */
function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, dereference: false, force: true, verbatimSymlinks: true });
}

/** @param {string} folder */
function filesOf(folder) {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}
