import {
  findLatestBackfill,
  insertBackfill,
  lockBackfills,
  reopenBackfill,
} from "@/lib/db/backfill/backfills";
import { findStore } from "@/lib/db/stores";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { sendEventsInTransaction } from "@/lib/events";
import { backfillStatus } from "@/lib/services/backfill/backfill-status";

/**
 * Begins to award points for orders placed from `since` until the store installed the app; later orders are the daily
 * sync's. By the program published now; nobody is notified.
 *
 * @throws AppError `conflict` while an import runs or is being taken back; `validation_failed` for a time that is not
 * before the installation
 */
export function startBackfill(input: {
  storeId: bigint;
  since: Date;
  now: Date;
}): Promise<{ importId: bigint }> {
  const { storeId, since, now } = input;
  return inTransaction(async (tx) => {
    await lockBackfills(tx, storeId);
    const store = await findStore(storeId);
    if (store?.status !== "installed") {
      throw new AppError("store_not_installed", "The store is not connected to BigCommerce.");
    }
    const until = store.installedAt;
    if (since >= until) {
      throw new AppError("validation_failed", "There is nothing to import from then on.", {
        fields: { since: ["must be before the app was installed"] },
      });
    }
    const latest = await findLatestBackfill(tx, storeId);
    const status = latest && backfillStatus(latest);
    if (status === "running" || status === "reverting") {
      throw new AppError("conflict", "An import of past orders is still at work.");
    }
    const importId = await insertBackfill(tx, storeId, { since, until, startedAt: now });
    await sendRequest(tx, storeId, importId);
    return { importId };
  });
}

/**
 * Goes on with the latest import, which failed or was stopped, from its last page.
 * @throws AppError `conflict` when there is none
 */
export function resumeBackfill(storeId: bigint): Promise<{ importId: bigint }> {
  return inTransaction(async (tx) => {
    await lockBackfills(tx, storeId);
    const latest = await findLatestBackfill(tx, storeId);
    if (!latest || !["failed", "cancelled"].includes(backfillStatus(latest))) {
      throw new AppError("conflict", "No import of past orders waits to go on.");
    }
    await reopenBackfill(tx, storeId, latest.importId);
    await sendRequest(tx, storeId, latest.importId);
    return { importId: latest.importId };
  });
}

function sendRequest(tx: Transaction, storeId: bigint, importId: bigint): Promise<void> {
  const data = { storeId: String(storeId), importId: String(importId) };
  return sendEventsInTransaction(tx, [{ name: "orders/backfill-requested", data }]);
}
