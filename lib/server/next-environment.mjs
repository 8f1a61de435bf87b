import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder that holds `.next` and `prisma`: above `dist/` once bundled, above `lib/server/` from source.
 * @param {string} moduleUrl
 */
export function findRoot(moduleUrl) {
  for (let folder = dirname(fileURLToPath(moduleUrl)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) throw new Error("No package.json above the server.");
  }
}

/**
 * Prepares the process for a built Next: production mode, and the configuration as it was built in, so that neither
 * next.config.ts nor a compiler is needed at run time. False when there is no build.
 * @param {string} root
 */
export function adoptBuild(root) {
  const manifest = join(root, ".next", "required-server-files.json");
  if (!existsSync(manifest)) return false;
  const { config } = JSON.parse(readFileSync(manifest, "utf8"));
  Object.assign(process.env, {
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    __NEXT_PRIVATE_STANDALONE_CONFIG: JSON.stringify(config),
  });
  return true;
}
