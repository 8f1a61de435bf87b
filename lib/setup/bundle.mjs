// @ts-check
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";

/**
 * Bundles the server and the commands to `dist/`: our own code in one file each, packages left to node_modules. They
 * run with plain Node, without a TypeScript loader.
 */
export async function bundlePrograms() {
  const { build } = await import("esbuild");
  const commands = readdirSync("lib/cli").filter((name) => name.endsWith(".ts"));
  const entryPoints = [
    { in: join("lib", "server", "main.ts"), out: "server" },
    ...commands.map((name) => ({ in: join("lib", "cli", name), out: join("cli", basename(name, ".ts")) })),
  ].filter((entry) => existsSync(entry.in));
  await build({
    entryPoints,
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "esm",
    packages: "external",
    sourcemap: "linked",
    logLevel: "error",
  });
}
