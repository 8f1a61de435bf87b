// @ts-check
import { ensureDependencies, ensureNode, ensureWritable } from "./prepare.mjs";
import { sayProblem } from "./say-problem.mjs";

/** `node lib/setup/run.mjs <command>`: what the npm scripts of the same names call. */
const commands = {
  generate: async () => (await import("./build.mjs")).ensureGenerated(),
  build: async () =>
    (await import("./build.mjs")).build({ standalone: process.argv.includes("--standalone") }),
  dev: async () => (await import("./dev.mjs")).dev(),
};

try {
  const command = commands[/** @type {keyof typeof commands} */ (process.argv[2])];
  if (!command) throw new Error(`Unknown command; there are: ${Object.keys(commands).join(", ")}.`);
  ensureNode();
  ensureWritable();
  await ensureDependencies();
  await command();
} catch (error) {
  sayProblem(error);
}
