import { sessionSecret } from "@/lib/auth/derive-key";
import { parseKeyring } from "@/lib/crypto/keyring";
import { type Env, env } from "@/lib/env";
import { SetupProblem } from "@/lib/setup/say-problem.mjs";

/** What a server that faces people cannot do without; everything else has a default. */
const needed = [
  "BIGCOMMERCE_CLIENT_ID",
  "BIGCOMMERCE_CLIENT_SECRET",
  "NEXTAUTH_SECRET",
  "ENCRYPTION_KEY",
] as const;

type Secrets = Pick<Env, (typeof needed)[number] | "APP_URL" | "INNGEST_DEV">;

/** What `INNGEST_DEV` may hold in production: in dev mode the SDK takes calls to `/api/inngest` without a signature. */
const devModeOff = [undefined, "", "0", "false"];

/**
 * Throws one sentence that names every secret that is missing (with an empty one, anybody could sign tokens) or the
 * one that cannot be used: found out at the first install, it would cost the merchant a permission that works once.
 */
export function checkSecrets(secrets: Secrets = env()): void {
  const missing = needed.filter((name) => secrets[name] === "");
  if (missing.length > 0) {
    throw new SetupProblem(
      `Set ${missing.join(", ")} before starting (see .env.example); to look around, use \`npm run demo\`.`,
    );
  }
  if (secrets.APP_URL.startsWith("https:") && !devModeOff.includes(secrets.INNGEST_DEV)) {
    throw new SetupProblem(
      "INNGEST_DEV opens /api/inngest to anybody: unset it, or set it to 0, on a public address.",
    );
  }
  try {
    sessionSecret(secrets.NEXTAUTH_SECRET);
    parseKeyring(secrets.ENCRYPTION_KEY);
  } catch (error) {
    throw new SetupProblem(`${(error as Error).message.replace(/\.$/, "")}: see .env.example.`);
  }
}
