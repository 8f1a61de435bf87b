import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { SetupProblem, sayProblem } from "./say-problem.mjs";

/**
 * Generates the Prisma client. Its command line would download a native engine that generating does not need; it
 * takes any existing program for one, so it gets Node itself.
 */
export function generateClient() {
  const prisma = dirname(createRequire(import.meta.url).resolve("prisma/package.json"));
  const result = spawnSync(process.execPath, [join(prisma, "build", "index.js"), "generate", "--no-hints"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
  });
  if (result.status !== 0) {
    throw new SetupProblem(
      `The database client could not be generated.\n${result.stdout}${result.stderr}`.trim(),
    );
  }
}

if (process.argv[1] === import.meta.filename) {
  try {
    generateClient();
  } catch (error) {
    sayProblem(error);
  }
}
