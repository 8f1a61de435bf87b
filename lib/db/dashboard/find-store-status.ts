import { pool } from "@/lib/db/client";

export type StoreStatusRecord = {
  hash: string;
  name: string;
  domain: string;
  currency: string;
  timeZone: string;
  planName: string;
  status: "installed" | "needs_reauth" | "uninstalled";
  scopes: string[];
  installedAt: Date;
  provisionedAt: Date | null;
  provisionError: string | null;
  ruleReviewedAt: Date | null;
  lastSweepAt: Date | null;
  firstAwardAt: Date | null;
  sweptToday: number;
  driftedToday: number;
  inboxPending: number;
  inboxFailed: number;
};

/**
 * What the dashboard tells about a store's set-up and sync. Counts of waiting and failed webhooks stop at 1,000, so
 * that a large backlog does not make the page slow.
 */
export async function findStoreStatus(storeId: bigint, today: string): Promise<StoreStatusRecord | null> {
  const capped = (status: string) => `(SELECT count(*) FROM (SELECT 1 FROM webhook_inbox
      WHERE store_id = s.id AND status = '${status}' LIMIT 1000) n)`;
  const { rows } = await pool().query<StoreStatusRecord>({
    name: "find-store-status",
    text: `SELECT s.hash, s.name, s.domain, s.currency, s.time_zone AS "timeZone", s.plan_name AS "planName",
                  s.status, s.scopes, s.installed_at AS "installedAt", s.provisioned_at AS "provisionedAt",
                  s.provision_error AS "provisionError", s.rule_reviewed_at AS "ruleReviewedAt",
                  s.last_sweep_at AS "lastSweepAt",
                  (SELECT created_at FROM ledger_transactions t WHERE t.store_id = s.id AND t.type = 'order_award'
                    ORDER BY t.id LIMIT 1) AS "firstAwardAt",
                  coalesce(d.swept, 0) AS "sweptToday", coalesce(d.drifted, 0) AS "driftedToday",
                  ${capped("pending")} AS "inboxPending", ${capped("failed")} AS "inboxFailed"
             FROM stores s LEFT JOIN sync_days d ON d.store_id = s.id AND d.day = $2
            WHERE s.id = $1`,
    values: [storeId, today],
  });
  return rows[0] ?? null;
}

export type ImportRecord = {
  id: number;
  status: "running" | "done" | "failed";
  done: number;
  total: number | null;
  error: string | null;
  startedAt: Date;
  updatedAt: Date;
  finishedAt: Date | null;
};

/** The latest copy of the store's customers, running or not. */
export async function findCustomerImport(storeId: bigint): Promise<ImportRecord | null> {
  const { rows } = await pool().query<ImportRecord>({
    name: "find-customer-import",
    text: `SELECT id, status, done, total, error, started_at AS "startedAt", updated_at AS "updatedAt",
                  finished_at AS "finishedAt"
             FROM import_jobs WHERE store_id = $1 AND kind = 'customers' ORDER BY started_at DESC LIMIT 1`,
    values: [storeId],
  });
  return rows[0] ?? null;
}

export type ChannelRecord = {
  bcChannelId: number;
  name: string;
  platform: string;
  status: string;
  siteUrl: string | null;
  scriptUuid: string | null;
  enabled: boolean;
};

/** The storefronts of a store, by BigCommerce's number. */
export async function findChannels(storeId: bigint): Promise<ChannelRecord[]> {
  const { rows } = await pool().query<ChannelRecord>({
    name: "find-channels",
    text: `SELECT bc_channel_id AS "bcChannelId", name, platform, status, site_url AS "siteUrl",
                  script_uuid AS "scriptUuid", enabled
             FROM channels WHERE store_id = $1 ORDER BY bc_channel_id`,
    values: [storeId],
  });
  return rows;
}

/** Notes that a person has looked at the earning rule. */
export async function markRuleReviewed(storeId: bigint, at: Date): Promise<void> {
  await pool().query(`UPDATE stores SET rule_reviewed_at = $2 WHERE id = $1 AND rule_reviewed_at IS NULL`, [
    storeId,
    at,
  ]);
}
