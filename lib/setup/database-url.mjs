// @ts-check
import { startPostgres } from "./postgres.mjs";

/**
 * The database to talk to: `databaseUrl` when it is set, else the embedded one of `dataDir`, started or, when the app
 * runs it already, joined.
 * @param {{ databaseUrl?: string | undefined, dataDir: string }} options
 * @returns {Promise<{ url: string, embedded: boolean, close: () => Promise<void> }>} call `close` at the end
 */
export async function openDatabase({ databaseUrl, dataDir }) {
  if (databaseUrl) return { url: databaseUrl, embedded: false, close: async () => {} };
  const postgres = await startPostgres({ dataDir });
  return { url: postgres.url, embedded: true, close: postgres.stop };
}
