import type { RawSql } from "@/lib/db/runner/insert-events";

export type EffectRow = { key: string; name: string; data: unknown };

const insert = `
  INSERT INTO effects (store_id, key, name, data, sent_at)
  SELECT $1, e->>'key', e->>'name', e->'data', now()
    FROM json_array_elements($2::json) AS e
      ON CONFLICT (store_id, key) DO NOTHING
  RETURNING key`;

/** Writes effects of a store and returns the keys that are new: what has had its effect already is left out. */
export async function insertEffects(
  sql: RawSql,
  storeId: bigint,
  effects: EffectRow[],
): Promise<Set<string>> {
  if (effects.length === 0) return new Set();
  const json = JSON.stringify(effects);
  const rows = (
    "query" in sql
      ? ((await sql.query(insert, [storeId, json])) as { rows: { key: string }[] }).rows
      : await sql.$queryRawUnsafe(insert, storeId, json)
  ) as { key: string }[];
  return new Set(rows.map((row) => row.key));
}
