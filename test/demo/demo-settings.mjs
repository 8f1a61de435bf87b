import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The store the sandbox plays. */
export const demoStore = "demo123";

/** @param {string} name @param {number} fallback */
const port = (name, fallback) => Number(process.env[name] ?? fallback);

/** Where everything listens; each port can be moved by its variable. */
export function demoPorts() {
  return {
    app: port("PORT", 3000),
    sandbox: port("SANDBOX_PORT", 4010),
    storefront: port("STOREFRONT_PORT", 4011),
  };
}

/**
 * Secrets of this demo, made at its first start and kept (mode 600), so that sessions and encrypted tokens outlive a
 * restart.
 * @param {string} dataDir
 * @returns {{ clientSecret: string, nextAuthSecret: string, encryptionKey: string }}
 */
export function demoSecrets(dataDir) {
  const file = join(dataDir, "demo-secrets.json");
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    const fresh = {
      clientSecret: randomBytes(32).toString("hex"),
      nextAuthSecret: randomBytes(32).toString("base64"),
      encryptionKey: `demo:${randomBytes(32).toString("base64")}`,
    };
    writeFileSync(file, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, "utf8"));
}
