import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where a pgbench is: on the path, or beside the server that `pg_config` knows (the embedded one ships none). */
export async function findPgbench(): Promise<string | null> {
  const fromConfig = await run("pg_config", ["--bindir"]).then(
    ({ stdout }) => join(stdout.trim(), "pgbench"),
    () => null,
  );
  if (fromConfig && existsSync(fromConfig)) return fromConfig;
  return run("pgbench", ["--version"]).then(
    () => "pgbench",
    () => null,
  );
}

/** As our own pool sets them (lib/db/client.ts): the same plans on both sides. */
const sessionOptions = "-c timezone=UTC -c random_page_cost=1.1";

/** Transactions a second of a pgbench script with prepared statements; nothing is printed, nothing vacuumed. */
export async function measurePgbench(
  pgbench: string,
  options: {
    url: string;
    script: string;
    variables: Record<string, string>;
    clients: number;
    seconds: number;
  },
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "laurel-pgbench-"));
  try {
    const file = join(folder, "script.sql");
    await writeFile(file, options.script);
    const { clients, seconds, url } = options;
    const size = ["-c", String(clients), "-j", "2", "-T", String(seconds)];
    // Texts go in as variables: in a script, a colon before a word would be read as one.
    const variables = Object.entries(options.variables).flatMap(([name, value]) => [
      "-D",
      `${name}=${value}`,
    ]);
    const args = ["-n", "-M", "prepared", "-f", file, ...variables, ...size, url];
    const { stdout } = await run(pgbench, args, { env: { ...process.env, PGOPTIONS: sessionOptions } });
    const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
    if (!tps) throw new Error(`pgbench said: ${stdout}`);
    return Number(tps);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
