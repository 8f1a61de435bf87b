import { env } from "@/lib/env";
import { openDatabase } from "@/lib/setup/database-url.mjs";
import { sayProblem } from "@/lib/setup/say-problem.mjs";

/**
 * The frame of every command that needs a database: finds it (joining the embedded one when the app runs it), hands
 * its address on, lets go at the end, and turns a known problem into one sentence and exit code 1.
 */
export async function runWithDatabase(work: (databaseUrl: string) => Promise<void>): Promise<void> {
  try {
    const { DATABASE_URL, DATA_DIR } = env();
    const database = await openDatabase({ databaseUrl: DATABASE_URL, dataDir: DATA_DIR });
    try {
      await work(database.url);
    } finally {
      await database.close();
    }
  } catch (error) {
    sayProblem(error);
  }
}
