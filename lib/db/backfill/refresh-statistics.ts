import { pool } from "@/lib/db/client";

/**
 * Lets Postgres count again the tables an import fills, those that have doubled since it last did. Its own daemon
 * comes only once a minute, and statements planned while a table was small go through all of it until then: the first
 * import of a new installation would slow down with every page. A table somebody else is counting is passed over.
 */
export async function refreshStatistics(): Promise<void> {
  const { rows } = await pool().query<{ name: string }>({ name: "find-grown-tables", text: grownSql });
  if (rows.length === 0) return;
  const names = rows.map(({ name }) => name).join(", ");
  await pool().query(`ANALYZE (SKIP_LOCKED) ${names}`);
}

/** Below 32 pages of 8 kB any plan is quick. */
const grownSql = `
SELECT c.oid::regclass::text AS name FROM pg_class c
 WHERE c.oid = ANY (ARRAY['orders', 'customers', 'customer_balances', 'ledger_transactions', 'ledger_entries']::regclass[])
   AND pg_relation_size(c.oid) / 8192 > 2 * greatest(c.relpages, 16)`;
