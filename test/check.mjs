// @ts-check
import { spawnSync } from "node:child_process";
import { ensureDependencies, ensureGenerated, ensureNode, ensureWritable } from "../lib/setup/prepare.mjs";
import { sayProblem } from "../lib/setup/say-problem.mjs";

/** `npm run check`: what must hold before every commit. All of it runs, so one call shows everything there is to mend. */
const checks = [
  { name: "types", args: ["node_modules/typescript/bin/tsc", "--noEmit"] },
  {
    name: "lint and format",
    args: ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
  },
  { name: "dead code", args: ["node_modules/knip/bin/knip.js", "--no-progress"] },
];

/** @param {{ name: string, args: string[] }} check */
function passes({ name, args }) {
  process.stdout.write(`\n— ${name}\n`);
  return spawnSync(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}

try {
  ensureNode();
  ensureWritable();
  await ensureDependencies();
  await ensureGenerated();
  const failed = checks.filter((check) => !passes(check)).map((check) => check.name);
  const { runSuites } = await import("./support/run-suites.mjs");
  await runSuites(["tidy", "unit"], []);
  if (failed.length > 0) {
    process.stdout.write(`Not in order: ${failed.join(", ")}.\n`);
    process.exitCode = 1;
  }
} catch (error) {
  sayProblem(error);
}
