import { verifySignedPayload } from "@/lib/auth/verify-signed-payload";
import { findStoreByHash, markStoreUninstalled, type StoreRow } from "@/lib/db/stores";
import { inTransaction } from "@/lib/db/transaction";
import { recordEffects } from "@/lib/services/runs/record-effects";
import { forgetActiveStore } from "@/lib/services/stores/active-store";

export type UninstallOutcome = "uninstalled" | "already_uninstalled" | "stale" | "unknown_store";

/**
 * BigCommerce's uninstall callback. Its token lives for a day, so one that was signed before the second of the
 * present install is a replay and changes nothing. Throws `AppError("unauthorized")` for a bad token.
 */
export async function uninstallBySignedPayload(
  signedPayload: string,
  now: Date = new Date(),
): Promise<UninstallOutcome> {
  const payload = await verifySignedPayload(signedPayload, now);
  const store = await findStoreByHash(payload.storeHash);
  if (!store) return "unknown_store";
  if (store.status === "uninstalled") return "already_uninstalled";
  const installSecond = Math.floor(store.installedAt.getTime() / 1000);
  if (payload.issuedAt.getTime() / 1000 < installSecond) return "stale";
  return (await uninstallStore(store, now)) ? "uninstalled" : "stale";
}

/**
 * Stops everything for a store and forgets its secrets; customers, orders and points stay. False, and nothing
 * changes, when the store was installed again after `store` was read.
 */
export async function uninstallStore(store: StoreRow, now: Date): Promise<boolean> {
  const isEnded = await inTransaction(async (tx) => {
    if (!(await markStoreUninstalled(tx, store, now))) return false;
    await recordEffects(tx, store.id, [
      {
        key: `uninstalled/${store.installedAt.getTime()}`,
        event: { name: "store/uninstalled", data: { storeId: String(store.id) } },
      },
    ]);
    return true;
  });
  forgetActiveStore(store);
  return isEnded;
}
