import { db } from "@/lib/db/client";
import { type Activity, Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import type { NoteExplanation } from "@/lib/loyalty/explain/explanation";

export type ActivityRow = Activity;

export type ActivityKey = { token: string; distinctId: string | null };

/** The next id, drawn first: the ledger key of the award names it. */
export async function drawActivityId(tx: Transaction): Promise<bigint> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT nextval(pg_get_serial_sequence('activities', 'id'))::bigint AS id`;
  return BigInt(rows[0]?.id ?? 0);
}

/** Whether the deed was reported before, whoever's it was; always false without a distinct id. */
export async function wasRecorded(tx: Transaction, storeId: bigint, key: ActivityKey): Promise<boolean> {
  const { token, distinctId } = key;
  if (distinctId === null) return false;
  const found = await tx.activity.findFirst({
    where: { storeId, token, distinctId },
    select: { id: true },
  });
  return found !== null;
}

/** Awards of a token to a customer since `since` (null: ever). Exact under the lock of the customer's balance. */
export function countAwards(
  tx: Transaction,
  storeId: bigint,
  { customerId, token, since }: { customerId: bigint; token: string; since: Date | null },
): Promise<number> {
  const createdAt = since ? { createdAt: { gte: since } } : {};
  return tx.activity.count({ where: { storeId, customerId, token, outcome: "awarded", ...createdAt } });
}

/** By which key a request came and, where the caller named it, its name and the hash of what it said. */
export type ActivityRequest =
  | { apiKeyId: bigint | null }
  | { apiKeyId: bigint; requestKey: string; requestHash: Uint8Array<ArrayBuffer> };

/** What a request of this name led to, whichever of the store's API keys it came with; null when there was none. */
export function findActivityByRequest(storeId: bigint, requestKey: string): Promise<ActivityRow | null> {
  return db().activity.findFirst({ where: { storeId, requestKey } });
}

export type NewActivity = ActivityKey & {
  id: bigint;
  storeId: bigint;
  customerId: bigint;
  kind: string;
  outcome: "awarded" | "refused";
  points: number;
  transactionId: bigint | null;
  programVersionId: bigint;
  explanation: NoteExplanation;
  originAt: Date | null;
  createdAt: Date;
};

/**
 * Fails as {@link isRecordedBefore} tells when the same deed was reported by a parallel request for somebody else, or
 * when the request itself was made before.
 */
export function insertActivity(
  tx: Transaction,
  activity: NewActivity & Partial<ActivityRequest>,
): Promise<ActivityRow> {
  return tx.activity.create({ data: { ...activity, updatedAt: activity.createdAt } });
}

/** Whether an insert failed because the deed was recorded before. */
export function isRecordedBefore(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
