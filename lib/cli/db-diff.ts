import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runWithDatabase } from "@/lib/cli/run-with-database";
import { diffSchema } from "@/lib/db/migrate/diff-schema";
import { SetupProblem } from "@/lib/setup/say-problem.mjs";

/**
 * `npm run db:diff -- --name add_tiers`: writes the migration that leads from those on disk to the Prisma schema.
 * Read it before you commit it; add by hand what Prisma does not model. Without `--name` it prints and exits 1 when
 * there is a difference.
 */
await runWithDatabase(async (url) => {
  const { values } = parseArgs({ options: { name: { type: "string" } } });
  if (values.name !== undefined && !/^[a-z0-9_]+$/.test(values.name)) {
    throw new SetupProblem("The name of a migration is made of a-z, 0-9 and _, e.g. --name add_tiers.");
  }
  const sql = await diffSchema(url);
  if (!sql) return console.log("The migrations and the schema agree.");
  if (!values.name) {
    console.log(sql);
    process.exitCode = 1;
    return;
  }
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join("prisma", "migrations", `${stamp}_${values.name}`);
  await mkdir(folder);
  await writeFile(join(folder, "migration.sql"), sql);
  console.log(`Wrote ${join(folder, "migration.sql")}.`);
});
