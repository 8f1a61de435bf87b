import { env } from "@/lib/env";
import { SetupProblem } from "@/lib/setup/say-problem.mjs";

/** What a server that faces people cannot do without; everything else has a default. */
const needed = [
  "BIGCOMMERCE_CLIENT_ID",
  "BIGCOMMERCE_CLIENT_SECRET",
  "NEXTAUTH_SECRET",
  "ENCRYPTION_KEY",
] as const;

/** Throws one sentence that names every secret that is missing: with an empty one, anybody could sign tokens. */
export function checkSecrets(): void {
  const values = env();
  const missing = needed.filter((name) => values[name] === "");
  if (missing.length === 0) return;
  throw new SetupProblem(
    `Set ${missing.join(", ")} before starting (see .env.example); to look around, use \`npm run demo\`.`,
  );
}
