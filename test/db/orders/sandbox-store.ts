import { encryptToken } from "@/lib/crypto/token-envelope";
import { db } from "@/lib/db/client";
import { ensureProgram } from "@/lib/services/program/ensure-program";
import { sandbox } from "@/test/support/use-sandbox";

const now = new Date();

type Handle = Awaited<ReturnType<typeof sandbox.addStore>>;

/** A connected store of our own over a store of the sandbox (a new one unless given); nothing was ever sent to it. */
export async function connectStore(
  hash: string,
  options: { handle?: Handle; installedAt?: Date } = {},
): Promise<{ handle: Handle; storeId: bigint }> {
  const handle = options.handle ?? (await sandbox.addStore({ hash, seed: "empty" }));
  const store = await db().store.create({
    data: {
      hash,
      scopes: [],
      accessTokenEncrypted: encryptToken(handle.issueToken(), hash),
      installedAt: options.installedAt ?? new Date(now.getTime() - 60_000),
      provisionedAt: now,
    },
  });
  await ensureProgram({ storeId: store.id, currency: "USD" }, now);
  return { handle, storeId: store.id };
}

let serial = 0;

/** As if a webhook had come in; nobody has looked at it yet. */
export function hint(storeId: bigint, resourceId: number, scope = "store/order/updated") {
  serial += 1;
  return db().inboxEntry.create({
    data: { storeId, scope, resourceId: BigInt(resourceId), body: {}, dedupeKey: `hint-${serial}` },
  });
}

export const entriesOf = (storeId: bigint) =>
  db().inboxEntry.findMany({ where: { storeId }, orderBy: { id: "asc" } });
