/**
 * `npm run test:inngest -- --base-url=http://127.0.0.1:8288`: the engine checks against a real Inngest server
 * (`INNGEST_EVENT_KEY` and `INNGEST_SIGNING_KEY` as that server has them). Without an address it says so and ends.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { "base-url": { type: "string" } } });
const baseUrl = values["base-url"];
if (!baseUrl) {
  console.log(
    "Skipped: no Inngest server given. Usage: npm run test:inngest -- --base-url=http://127.0.0.1:8288",
  );
  process.exit(0);
}
const files = ["steps", "failures", "flow"].map((name) => `test/inngest/${name}.test.ts`);
const { status } = spawnSync(
  "npx",
  ["vitest", "run", "--project", "inngest", "--testTimeout=300000", ...files],
  {
    stdio: "inherit",
    env: { ...process.env, INNGEST_TEST_BASE_URL: baseUrl },
  },
);
process.exit(status ?? 1);
