import { pool } from "@/lib/db/client";
import type { InboxStatus } from "@/lib/schemas/admin/inbox";

export type InboxRecord = {
  id: number;
  scope: string;
  resourceId: number | null;
  status: InboxStatus;
  attempts: number;
  lastError: string | null;
  receivedAt: Date;
  handledAt: Date | null;
};

/** Webhooks of a store, newest first, after the row `afterId`; at most `limit`. */
export async function findInbox(
  storeId: bigint,
  { status }: { status?: InboxStatus | undefined },
  page: { afterId: number | null; limit: number },
): Promise<InboxRecord[]> {
  const values: unknown[] = [storeId, page.limit];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ["store_id = $1"];
  if (page.afterId !== null) where.push(`id < ${bind(page.afterId)}`);
  if (status) where.push(`status = ${bind(status)}::inbox_status`);
  const { rows } = await pool().query<InboxRecord>({
    text: `SELECT id, scope, resource_id AS "resourceId", status, attempts, last_error AS "lastError",
                  received_at AS "receivedAt", handled_at AS "handledAt"
             FROM webhook_inbox WHERE ${where.join(" AND ")} ORDER BY id DESC LIMIT $2`,
    values,
  });
  return rows;
}
