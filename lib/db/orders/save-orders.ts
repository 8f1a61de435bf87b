import { ofStore } from "@/lib/db/of-store";
import type { OrderUpdate } from "@/lib/db/orders/order-row";
import type { RawTransaction } from "@/lib/db/transaction";

/** Orders of the batch, by our id, that an import awarded, or that are withdrawn because it was taken back. */
export type ImportMark = { importId: bigint; withdrawnAt: Date | null; orderIds: ReadonlySet<bigint> };

/** Writes the outcome of a batch of decisions in one statement. The rows must be locked by `lockOrders`. */
export async function saveOrders(
  tx: RawTransaction,
  storeId: bigint,
  updates: readonly OrderUpdate[],
  now: Date,
  mark?: ImportMark,
): Promise<void> {
  if (updates.length === 0) return;
  const rows = updates.map((update) => toRow(update, mark?.orderIds.has(update.id) ?? false));
  const marks = [mark?.importId ?? null, mark?.withdrawnAt ?? null];
  await tx.$executeRawUnsafe(saveSql, storeId, JSON.stringify(rows), now, ...marks);
}

function toRow(update: OrderUpdate, isMarked: boolean) {
  return {
    id: String(update.id),
    customer_id: update.ownerId === null ? null : String(update.ownerId),
    bc_customer_id: update.facts.customerId,
    guest_email: update.facts.guestEmail,
    channel_id: update.facts.channelId,
    status_id: update.facts.statusId,
    currency: update.facts.currency,
    total_minor: update.facts.totalIncTaxMinor,
    placed_at: update.facts.createdAt,
    bc_modified_at: update.facts.modifiedAt,
    facts: update.facts,
    program_version_id: update.programVersionId === null ? null : String(update.programVersionId),
    awarded_at: update.memory?.awardedAt ?? null,
    pinned: update.memory?.pinned ?? null,
    points_pending: update.held.pending,
    points_available: update.held.available,
    points_shortfall: update.held.shortfall,
    points_awarded: update.pointsAwarded,
    pending_until: update.pendingUntil,
    revision: update.held.revision,
    explanation: update.explanation,
    is_marked: isMarked,
  };
}

const saveSql = `
UPDATE orders o SET
  customer_id = n.customer_id, bc_customer_id = n.bc_customer_id, guest_email = n.guest_email,
  channel_id = n.channel_id, status_id = n.status_id, currency = n.currency, total_minor = n.total_minor,
  placed_at = n.placed_at, bc_modified_at = n.bc_modified_at, facts = n.facts,
  awarded = n.awarded_at IS NOT NULL, program_version_id = n.program_version_id, awarded_at = n.awarded_at,
  pinned = n.pinned, points_pending = n.points_pending, points_available = n.points_available,
  points_shortfall = n.points_shortfall, points_awarded = n.points_awarded, pending_until = n.pending_until,
  revision = n.revision, explanation = n.explanation, synced_at = $3,
  import_id = CASE WHEN n.is_marked THEN $4::bigint ELSE o.import_id END,
  withdrawn_at = CASE WHEN n.is_marked THEN $5::timestamptz ELSE o.withdrawn_at END
FROM jsonb_to_recordset($2::jsonb) AS n(
  id bigint, customer_id bigint, bc_customer_id bigint, guest_email text, channel_id bigint, status_id int,
  currency text, total_minor bigint, placed_at timestamptz, bc_modified_at timestamptz, facts jsonb,
  program_version_id bigint, awarded_at timestamptz, pinned jsonb, points_pending bigint, points_available bigint,
  points_shortfall bigint, points_awarded bigint, pending_until timestamptz, revision int, explanation jsonb,
  is_marked boolean)
WHERE o.id = n.id AND ${ofStore("o.store_id")}`;
