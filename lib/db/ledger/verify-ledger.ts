import type { PoolClient } from "pg";
import { pool } from "@/lib/db/client";
import type { LedgerDifference } from "@/lib/db/ledger/ledger-check";
import { ledgerChecks } from "@/lib/db/ledger/verify-checks";

export type LedgerCheckResult = {
  name: string;
  title: string;
  /** What differs, at most `differencesMax` rows; empty when the check holds. */
  differences: LedgerDifference[];
};

/** How many checks {@link verifyLedger} makes. */
export const ledgerCheckCount = ledgerChecks.length;

/** More rows of one check than this tell nothing new. */
const differencesMax = 1000;

/**
 * Checks the ledger against itself in one snapshot: what is posted meanwhile is neither seen nor blocked. Yields the
 * results in the order of the checks, which may run two at a time. `storeId` null checks all stores in the same time.
 */
export async function* verifyLedger(storeId: bigint | null): AsyncGenerator<LedgerCheckResult> {
  const values = [storeId === null ? null : String(storeId), differencesMax];
  const texts = new Set(ledgerChecks.flatMap(({ reads }) => reads.map(({ text }) => text)));
  const reads = new Map([...texts].map((text) => [text, readLater(text, values)]));
  const waiting = [...reads.values()];
  const lane = async (client: PoolClient) => {
    for (let read = waiting.shift(); read; read = waiting.shift()) await read.run(client);
  };
  const snapshot = await openSnapshot();
  const lanes = snapshot.clients.map((client) => lane(client).catch(() => {}));
  try {
    for (const { name, title, reads: parts } of ledgerChecks) {
      const found = await Promise.all(
        parts.map(async ({ text, differences }) => {
          const rows = (await reads.get(text)?.rows) ?? [];
          return differences ? rows.flatMap(differences) : rows;
        }),
      );
      yield { name, title, differences: found.flat().slice(0, differencesMax) };
    }
  } finally {
    waiting.length = 0;
    await Promise.all(lanes);
    await snapshot.close();
  }
}

/** A read that waits for a connection; `rows` is what it finds, or its error. */
function readLater(text: string, values: unknown[]) {
  let run: (client: PoolClient) => Promise<unknown> = async () => {};
  const rows = new Promise<LedgerDifference[]>((resolve) => {
    run = (client) => {
      const found = client.query<LedgerDifference>(text, values).then((result) => result.rows);
      resolve(found);
      return found;
    };
  });
  // One that fails while another is waited for must not end the process: its turn to be waited for comes.
  rows.catch(() => {});
  return { run, rows };
}

/** Whether a check of this process has a second connection. Were it given to several, each could wait for the other's. */
let isSecondTaken = false;

/** One or two connections that see the same moment. */
async function openSnapshot(): Promise<{ clients: PoolClient[]; close(): Promise<void> }> {
  const takesSecond = !isSecondTaken;
  if (takesSecond) isSecondTaken = true;
  const clients: PoolClient[] = [];
  const close = async () => {
    await Promise.all(clients.map((client) => client.query("ROLLBACK").finally(() => client.release())));
    if (takesSecond) isSecondTaken = false;
  };
  try {
    const begin = async () => {
      const client = await pool().connect();
      clients.push(client);
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      return client;
    };
    const first = await begin();
    if (takesSecond) {
      const { rows } = await first.query<{ id: string }>("SELECT pg_export_snapshot() AS id");
      const second = await begin();
      await second.query(`SET TRANSACTION SNAPSHOT '${rows[0]?.id}'`);
    }
    return { clients, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** How many transactions a check of this store, or of all, reads. */
export async function countTransactions(storeId: bigint | null): Promise<number> {
  const { rows } = await pool().query(
    "SELECT count(*) AS count FROM ledger_transactions WHERE $1::bigint IS NULL OR store_id = $1::bigint",
    [storeId === null ? null : String(storeId)],
  );
  return Number(rows[0]?.count ?? 0);
}
