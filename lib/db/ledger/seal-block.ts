import { pool } from "@/lib/db/client";
import { chainedHash, digestOf } from "@/lib/db/ledger/canonical-content";
import { storeLockKey } from "@/lib/db/ledger/post-statement";

/** A block covers at most this many transactions, so sealing and checking it needs little memory. */
const blockSizeMax = 10_000;

const settledStatement = {
  name: "ledger-settled-1",
  text: `WITH gate AS MATERIALIZED (SELECT pg_advisory_xact_lock(${storeLockKey}))
    SELECT (SELECT max(id) FROM ledger_transactions WHERE store_id = $1::bigint) AS id FROM gate`,
};

/**
 * The highest id of a store's transactions below which none can appear any more: posters hold the store's lock shared
 * from before they draw an id, so once we had it alone for a moment, all smaller ids are committed or gone.
 * Null without transactions.
 */
export async function findSettledTransactionId(storeId: bigint): Promise<bigint | null> {
  const { rows } = await pool().query({ ...settledStatement, values: [String(storeId)] });
  const id: number | null = rows[0]?.id ?? null;
  return id === null ? null : BigInt(id);
}

const sealStatement = {
  name: "ledger-seal-1",
  text: `
WITH last AS (
  SELECT coalesce(max(number), 0) AS number, coalesce(max(to_transaction_id), 0) AS to_id,
         coalesce((array_agg(hash ORDER BY number DESC))[1], '\\x'::bytea) AS previous_hash
    FROM (SELECT * FROM ledger_blocks WHERE store_id = $1::bigint ORDER BY number DESC LIMIT 1) b
), digest AS (${digestOf(`
    SELECT * FROM ledger_transactions
     WHERE store_id = $1::bigint AND id > (SELECT to_id FROM last) AND id <= $2::bigint
     ORDER BY id LIMIT ${blockSizeMax}`)}
)
INSERT INTO ledger_blocks (store_id, number, from_transaction_id, to_transaction_id, transaction_count,
                           previous_hash, hash)
SELECT $1::bigint, last.number + 1, digest.from_id, digest.to_id, digest.transactions, previous_hash, ${chainedHash}
  FROM last, digest WHERE digest.transactions > 0
ON CONFLICT DO NOTHING
RETURNING number, transaction_count`,
};

/**
 * Appends the next block over transactions up to `throughId`, and returns how many it seals: 0 when there is nothing
 * to seal, or when another sealer was faster.
 */
export async function sealNextBlock(storeId: bigint, throughId: bigint): Promise<number> {
  const { rows } = await pool().query({ ...sealStatement, values: [String(storeId), String(throughId)] });
  return Number(rows[0]?.transaction_count ?? 0);
}
