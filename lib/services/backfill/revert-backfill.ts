import {
  cancelBackfill,
  failRevert,
  findBackfill,
  finishRevert,
  lockBackfills,
  requestRevert,
} from "@/lib/db/backfill/backfills";
import { listImportedOrders, nothingGiven, sumImportedOrders } from "@/lib/db/backfill/imported-orders";
import { findStore } from "@/lib/db/stores";
import { inTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { sendEventsInTransaction } from "@/lib/events";
import { backfillStatus } from "@/lib/services/backfill/backfill-status";
import { requireIdle } from "@/lib/services/backfill/require-idle";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";

type BackfillRef = { storeId: bigint; importId: bigint; now: Date };

const ordersPerRound = 500;

/**
 * Stops a running import after its present page. What it awarded stays until it is taken back.
 * @throws AppError `not_found`, `conflict` when it does not run
 */
export function stopRunningBackfill({ storeId, importId, now }: BackfillRef): Promise<void> {
  return inTransaction(async (tx) => {
    await lockBackfills(tx, storeId);
    if (!(await findBackfill(storeId, importId, tx))) {
      throw new AppError("not_found", "There is no such import.");
    }
    if (!(await cancelBackfill(tx, storeId, importId, now))) {
      throw new AppError("conflict", "This import does not run.");
    }
  });
}

/**
 * Takes an import back: everything it awarded and that is still there goes again. Asking twice is asking once.
 * @throws AppError `not_found`, `conflict` while the import runs (stop it first) or another is at work
 */
export function revertBackfill(input: BackfillRef & { revertedBy?: bigint | null }): Promise<void> {
  const { storeId, importId, revertedBy = null, now } = input;
  return inTransaction(async (tx) => {
    await lockBackfills(tx, storeId);
    const row = await findBackfill(storeId, importId, tx);
    if (!row) throw new AppError("not_found", "There is no such import.");
    const status = backfillStatus(row);
    if (status === "running") throw new AppError("conflict", "Stop the import before you take it back.");
    if (status === "reverted") return;
    if (status !== "reverting") await requireIdle(tx, storeId);
    const by = row.revertRequestedAt ? row.revertedBy : revertedBy;
    await requestRevert(tx, importId, { at: row.revertRequestedAt ?? now, by });
    const data = { storeId: String(storeId), importId: String(importId) };
    await sendEventsInTransaction(tx, [{ name: "orders/backfill-revert-requested", data }]);
  });
}

/** The taking back cannot go on by itself; the reason is shown on the dashboard, and asking again goes on with it. */
export function stopRevert(storeId: bigint, importId: bigint, reason: string): Promise<void> {
  return failRevert(storeId, importId, reason);
}

/**
 * Takes back some hundred orders of the import: each is marked and gets its keyed reversal in one transaction, by the
 * refund policy of the version that awarded it, so what a refund had taken already is not taken twice. Call again
 * until `isDone`.
 */
export async function revertImportedOrders(input: BackfillRef): Promise<{ isDone: boolean }> {
  const { storeId, importId, now } = input;
  const row = await findBackfill(storeId, importId);
  if (!row || backfillStatus(row) !== "reverting") return { isDone: true };
  const orders = await listImportedOrders(storeId, importId, ordersPerRound);
  if (orders.length > 0) {
    const timeZone = (await findStore(storeId))?.timeZone ?? "UTC";
    const batch = { importId, mode: "withdraw" } as const;
    const { failed } = await applyOrderFacts({ storeId, timeZone, orders, now, batch });
    const [first] = failed;
    if (first) throw new AppError("internal", `Order ${first.orderId}: ${first.problem}`);
    return { isDone: false };
  }
  const given = (await sumImportedOrders(storeId, [importId])).get(importId);
  await finishRevert(importId, given ?? nothingGiven, now);
  return { isDone: true };
}
