import { runWithDatabase } from "@/lib/cli/run-with-database";
import { applyMigrations } from "@/lib/db/migrate/apply-migrations";

/** `npm run db:migrate`: applies the pending migrations. */
await runWithDatabase(async (url) => {
  const applied = await applyMigrations(url);
  for (const name of applied) console.log(`applied ${name}`);
  console.log(applied.length === 0 ? "Nothing to apply." : `${applied.length} applied.`);
});
