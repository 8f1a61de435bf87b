import { findInbox } from "@/lib/db/dashboard/find-inbox";
import type { InboxRow, ListInboxQuery } from "@/lib/schemas/admin/inbox";
import type { Page } from "@/lib/schemas/admin/page";
import { decodeCursor, toPage } from "@/lib/services/dashboard/page-cursor";

/** A page of webhooks as they came in, newest first. Throws `AppError("validation_failed")` for a foreign cursor. */
export async function listInbox(query: ListInboxQuery & { storeId: bigint }): Promise<Page<InboxRow>> {
  const { storeId, status, limit } = query;
  const scope = { list: "inbox", storeId, filter: { status } };
  const afterId = decodeCursor(scope, query.cursor);
  const records = await findInbox(storeId, { status }, { afterId, limit: limit + 1 });
  const rows = records.map((record) => ({
    ...record,
    receivedAt: record.receivedAt.toISOString(),
    handledAt: record.handledAt?.toISOString() ?? null,
  }));
  return toPage(scope, rows, limit);
}
