import { findBackfill, insertBackfill, lockBackfills, reopenBackfill } from "@/lib/db/backfill/backfills";
import { findPublishedVersion } from "@/lib/db/program-versions";
import { findStore } from "@/lib/db/stores";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { sendEventsInTransaction } from "@/lib/events";
import { backfillStatus } from "@/lib/services/backfill/backfill-status";
import { requireIdle } from "@/lib/services/backfill/require-idle";

export type StartBackfillInput = {
  storeId: bigint;
  since: Date;
  /** Whether orders migrated from another platform (M-MIG) earn; left out: as the program says. */
  migratedEarn?: boolean | null;
  /** Our id of the person who asks. */
  startedBy?: bigint | null;
  now: Date;
};

/**
 * Begins to award points for orders placed from `since` until the store installed the app; later orders are the daily
 * sync's. By the program published now; nobody is notified.
 *
 * @throws AppError `conflict` without a published program, while an import runs or is being taken back;
 * `validation_failed` for a time that is not before the installation
 */
export function startBackfill(input: StartBackfillInput): Promise<{ importId: bigint }> {
  const { storeId, since, migratedEarn = null, startedBy = null, now } = input;
  return inTransaction(async (tx) => {
    await lockBackfills(tx, storeId);
    const until = await placedUntil(storeId, since);
    if (!(await findPublishedVersion(tx, storeId))) {
      throw new AppError("conflict", "Publish your earning rule first: it says what past orders earn.");
    }
    await requireIdle(tx, storeId);
    const importId = await insertBackfill(tx, storeId, { since, until, migratedEarn, startedBy }, now);
    await sendRequest(tx, storeId, importId);
    return { importId };
  });
}

/**
 * Until when orders are past ones.
 * @throws AppError `store_not_installed`; `validation_failed` when `since` is not before it
 */
export async function placedUntil(storeId: bigint, since: Date): Promise<Date> {
  const store = await findStore(storeId);
  if (store?.status !== "installed") {
    throw new AppError("store_not_installed", "The store is not connected to BigCommerce.");
  }
  if (since < store.installedAt) return store.installedAt;
  throw new AppError("validation_failed", "There is nothing to import from then on.", {
    fields: { since: ["must be before the app was installed"] },
  });
}

/**
 * Goes on with an import that failed or was stopped, from its last page.
 * @throws AppError `not_found`, `conflict` when it does not wait to go on, or another is at work
 */
export function resumeBackfill(input: { storeId: bigint; importId: bigint; now: Date }): Promise<void> {
  const { storeId, importId, now } = input;
  return inTransaction(async (tx) => {
    await lockBackfills(tx, storeId);
    const row = await findBackfill(storeId, importId, tx);
    if (!row) throw new AppError("not_found", "There is no such import.");
    if (!["failed", "cancelled"].includes(backfillStatus(row))) {
      throw new AppError("conflict", "This import does not wait to go on.");
    }
    await requireIdle(tx, storeId);
    await reopenBackfill(tx, row, now);
    await sendRequest(tx, storeId, importId);
  });
}

function sendRequest(tx: Transaction, storeId: bigint, importId: bigint): Promise<void> {
  const data = { storeId: String(storeId), importId: String(importId) };
  return sendEventsInTransaction(tx, [{ name: "orders/backfill-requested", data }]);
}
