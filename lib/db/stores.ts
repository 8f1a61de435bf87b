import { db } from "@/lib/db/client";
import type { RewardCodesBy, Store } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";

export type StoreRow = Store;

export function findStoreByHash(hash: string): Promise<StoreRow | null> {
  return db().store.findUnique({ where: { hash } });
}

export function findStore(storeId: bigint): Promise<StoreRow | null> {
  return db().store.findUnique({ where: { id: storeId } });
}

export type InstallInput = {
  accessTokenEncrypted: string;
  scopes: string[];
  accountUuid: string | null;
  ownerBcUserId: number | null;
  webhookSecretEncrypted: string;
  webhookSecretHash: Uint8Array<ArrayBuffer>;
};

/** What an earlier permission or plan taught us may be otherwise now. */
const anew = { uninstalledAt: null, provisionError: null, rewardCodesBy: null } as const;

/**
 * Installs a store, or installs it again, keyed by its hash. The webhook secret is kept while the store is still
 * installed (a new consent does not delete its webhooks); a reinstall gets the new one.
 */
export async function upsertInstalledStore(
  tx: Transaction,
  hash: string,
  input: InstallInput,
  at: Date,
): Promise<StoreRow> {
  const { webhookSecretEncrypted, webhookSecretHash, ...facts } = input;
  const secret = { webhookSecretEncrypted, webhookSecretHash };
  const store = await tx.store.upsert({
    where: { hash },
    create: { hash, ...facts, ...secret, installedAt: at },
    update: { ...facts, ...anew, status: "installed", installedAt: at },
  });
  if (store.webhookSecretHash !== null) return store;
  return tx.store.update({ where: { id: store.id }, data: secret });
}

/**
 * Forgets everything that opens doors (token, webhook secret, sessions); what the store's customers hold stays. Only
 * the installation that was looked at: false, and nothing is written, when the store was installed again meanwhile.
 */
export async function markStoreUninstalled(
  tx: Transaction,
  { id: storeId, installedAt }: Pick<StoreRow, "id" | "installedAt">,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.store.updateMany({
    where: { id: storeId, installedAt, status: { not: "uninstalled" } },
    data: {
      status: "uninstalled",
      uninstalledAt: at,
      accessTokenEncrypted: null,
      webhookSecretEncrypted: null,
      webhookSecretHash: null,
      previousWebhookSecretHash: null,
      previousSecretValidUntil: null,
      provisionedAt: null,
    },
  });
  if (count === 0) return false;
  await tx.storeUser.updateMany({ where: { storeId }, data: { sessionsValidFrom: at } });
  await tx.channel.updateMany({ where: { storeId }, data: { scriptUuid: null } });
  return true;
}

/**
 * BigCommerce refuses our token: background work stops until the app is opened and approved again. A call that began
 * with the token of an earlier installation says nothing about the present one, hence `installedAt`.
 */
export async function markStoreNeedsReauth({
  id,
  installedAt,
}: Pick<StoreRow, "id" | "installedAt">): Promise<void> {
  await db().store.updateMany({
    where: { id, installedAt, status: "installed" },
    data: { status: "needs_reauth" },
  });
}

export type StoreFactsInput = {
  name: string;
  domain: string;
  timeZone: string;
  currency: string;
  planName: string;
  defaultChannelId: number | null;
};

export async function saveStoreFacts(
  tx: Transaction,
  storeId: bigint,
  facts: StoreFactsInput,
): Promise<void> {
  await tx.store.update({ where: { id: storeId }, data: facts });
}

/** Set-up has finished, or stopped with a reason that the dashboard shows. */
export async function saveProvisioning(
  storeId: bigint,
  result: { provisionedAt: Date } | { error: string },
): Promise<void> {
  await db().store.update({
    where: { id: storeId },
    data:
      "error" in result
        ? { provisionError: result.error }
        : { provisionedAt: result.provisionedAt, provisionError: null },
  });
}

/** Stores that background work goes on for, in pages by id. */
export async function listInstalledStoreIds(afterId: bigint, pageSize: number): Promise<bigint[]> {
  const stores = await db().store.findMany({
    where: { status: "installed", id: { gt: afterId } },
    orderBy: { id: "asc" },
    take: pageSize,
    select: { id: true },
  });
  return stores.map((store) => store.id);
}

/** What was learned about how this store's reward codes can be made. */
export async function saveRewardCodesBy(storeId: bigint, rewardCodesBy: RewardCodesBy | null): Promise<void> {
  await db().store.updateMany({ where: { id: storeId }, data: { rewardCodesBy } });
}
