import { db, pool } from "@/lib/db/client";
import type { Transaction } from "@/lib/db/transaction";

/** A person in the dashboard together with the store they are in, as one read finds them. */
export type SessionRow = {
  user: { id: bigint; bcUserId: bigint; email: string; isOwner: boolean; locale: string };
  store: {
    id: bigint;
    hash: string;
    name: string;
    domain: string;
    currency: string;
    timeZone: string;
    status: "installed" | "needs_reauth";
    defaultChannelId: bigint | null;
    provisionedAt: Date | null;
  };
  sessionsValidFrom: Date;
};

/**
 * The user and store of a session, or null when the user was removed or the store uninstalled. One indexed read: it
 * runs on every dashboard request, which is what makes `remove-user` and uninstall take effect at once.
 */
export async function findSession(storeId: bigint, storeUserId: bigint): Promise<SessionRow | null> {
  const { rows } = await pool().query({
    name: "find-session",
    text: `SELECT u.id, u.bc_user_id, u.email, u.is_owner, u.locale, u.sessions_valid_from,
                  s.id AS store_id, s.hash, s.name, s.domain, s.currency, s.time_zone, s.status,
                  s.default_channel_id, s.provisioned_at
             FROM store_users u JOIN stores s ON s.id = u.store_id
            WHERE u.id = $1 AND u.store_id = $2 AND u.removed_at IS NULL AND s.status <> 'uninstalled'`,
    values: [storeUserId, storeId],
  });
  const row = rows[0];
  if (!row) return null;
  return {
    user: {
      id: BigInt(row.id),
      bcUserId: BigInt(row.bc_user_id),
      email: row.email,
      isOwner: row.is_owner,
      locale: row.locale,
    },
    store: {
      id: BigInt(row.store_id),
      hash: row.hash,
      name: row.name,
      domain: row.domain,
      currency: row.currency,
      timeZone: row.time_zone,
      status: row.status,
      defaultChannelId: row.default_channel_id === null ? null : BigInt(row.default_channel_id),
      provisionedAt: row.provisioned_at,
    },
    sessionsValidFrom: row.sessions_valid_from,
  };
}

export type StoreUserInput = { bcUserId: number; email: string; isOwner: boolean; locale?: string };

/** Provisions a user of a store, or brings a removed one back; keyed by BigCommerce's user id, never by e-mail. */
export async function upsertStoreUser(
  storeId: bigint,
  input: StoreUserInput,
  seenAt: Date,
  tx: Transaction = db(),
): Promise<{ id: bigint }> {
  const { bcUserId, ...facts } = input;
  return tx.storeUser.upsert({
    where: { storeId_bcUserId: { storeId, bcUserId } },
    create: { storeId, bcUserId, ...facts, lastSeenAt: seenAt },
    update: { ...facts, lastSeenAt: seenAt, removedAt: null },
    select: { id: true },
  });
}

/** When the user was removed from the store, or null. A load signed before that instant must not let them back in. */
export async function findRemoval(storeId: bigint, bcUserId: number): Promise<Date | null> {
  const user = await db().storeUser.findUnique({
    where: { storeId_bcUserId: { storeId, bcUserId } },
    select: { removedAt: true },
  });
  return user?.removedAt ?? null;
}

/** Removes a user and voids every session signed so far. Unknown users are no error: the call may come twice. */
export async function removeStoreUser(storeId: bigint, bcUserId: number, at: Date): Promise<void> {
  await db().storeUser.updateMany({
    where: { storeId, bcUserId, removedAt: null },
    data: { removedAt: at, sessionsValidFrom: at },
  });
}

/** E-mail addresses by our ids, also of people who were removed since. */
export async function findUserEmails(
  storeId: bigint,
  userIds: readonly bigint[],
): Promise<Map<bigint, string>> {
  if (userIds.length === 0) return new Map();
  const users = await db().storeUser.findMany({
    where: { storeId, id: { in: [...userIds] } },
    select: { id: true, email: true },
  });
  return new Map(users.map(({ id, email }) => [id, email]));
}
