import { runWithDatabase } from "@/lib/cli/run-with-database";
import { readMigrationStatus } from "@/lib/db/migrate/apply-migrations";

/** `npm run db:status`: pending, failed, edited and unknown migrations; exit code 1 when there are any. */
await runWithDatabase(async (url) => {
  const status = await readMigrationStatus(url);
  const findings = Object.entries(status).flatMap(([kind, names]) => names.map((name) => `${kind}: ${name}`));
  for (const line of findings) console.log(line);
  if (findings.length === 0) console.log("Up to date.");
  else process.exitCode = 1;
});
