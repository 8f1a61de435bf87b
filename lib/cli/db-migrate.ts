import { parseArgs } from "node:util";
import { runWithDatabase } from "@/lib/cli/run-with-database";
import { applyMigrations, forgetFailedMigration } from "@/lib/db/migrate/apply-migrations";

/**
 * `npm run db:migrate`: applies the pending migrations. After one failed and its cause is mended, try it again with
 * `npm run db:migrate -- --retry 20990101000000_its_name`.
 */
await runWithDatabase(async (url) => {
  const { values } = parseArgs({ options: { retry: { type: "string" } } });
  if (values.retry) await forgetFailedMigration(url, values.retry);
  const applied = await applyMigrations(url);
  for (const name of applied) console.log(`applied ${name}`);
  console.log(applied.length === 0 ? "Nothing to apply." : `${applied.length} applied.`);
});
