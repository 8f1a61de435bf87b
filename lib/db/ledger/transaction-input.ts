import { hash } from "node:crypto";
import type { LedgerTransactionType } from "@/lib/db/generated/enums";
import type { Explanation } from "@/lib/loyalty/explain/explanation";
import type { PostingEntry } from "@/lib/loyalty/posting";

/** One transaction to post on one customer of the store. */
export type TransactionInput = {
  /** Idempotency key, unique per store. */
  key: string;
  type: LedgerTransactionType;
  /** Our id (`customers.id`). */
  customerId: bigint;
  /** Sum to zero, one an account. */
  entries: readonly PostingEntry[];
  explanation: Explanation;
  /** When it counts, e.g. the order's time. */
  occurredAt: Date;
  programVersionId?: bigint | null;
  /** Our id (`orders.id`). */
  orderId?: bigint | null;
  correctsId?: bigint | null;
  description?: string | null;
  internalNote?: string | null;
  /** Store user who did it. */
  actorId?: bigint | null;
};

/**
 * Hash (SHA-256, hex) of what a transaction does: same key and same hash is a repetition, same key and another hash a mistake. Times
 * and explanations are left out, so a repeated request may word or date the same change anew.
 */
export function inputHash(input: TransactionInput): string {
  const { type, customerId, orderId, correctsId, description, internalNote, actorId } = input;
  const ids = [customerId, orderId, correctsId, actorId].map((id) => (id == null ? null : String(id)));
  const entries = input.entries.map((entry) => [entry.account, entry.amount]).sort();
  const canonical = JSON.stringify([1, type, ids, entries, description ?? null, internalNote ?? null]);
  return hash("sha256", canonical);
}
