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

type Secrets = Pick<Env, (typeof needed)[number]>;

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
  try {
    sessionSecret(secrets.NEXTAUTH_SECRET);
    parseKeyring(secrets.ENCRYPTION_KEY);
  } catch (error) {
    throw new SetupProblem(`${(error as Error).message.replace(/\.$/, "")}: see .env.example.`);
  }
}
