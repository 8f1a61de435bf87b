import { type BackfillRow, cancelBackfill, findBackfill, lockBackfills } from "@/lib/db/backfill/backfills";
import {
  advanceRevert,
  continueRevert,
  failRevert,
  findStanding,
  finishRevert,
  type ImportedOrder,
  type LeftOrder,
  listImportedOrders,
  requestRevert,
} from "@/lib/db/backfill/take-back";
import { findStore } from "@/lib/db/stores";
import { inTransaction, inTransactionAgain } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { sendEventsInTransaction } from "@/lib/events";
import { logger } from "@/lib/logger";
import { backfillStatus } from "@/lib/services/backfill/backfill-status";
import { describeUndecided } from "@/lib/services/backfill/describe-undecided";
import { requireIdle } from "@/lib/services/backfill/require-idle";
import { describeTrouble } from "@/lib/services/describe-trouble";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";

type BackfillRef = { storeId: bigint; importId: bigint; now: Date };

const ordersPerRound = 500;
const readingsMax = 3;

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
 * Takes an import back: everything it awarded and that is still there goes again. Asking twice is asking once; asking
 * after some orders were left tries those once more.
 * @throws AppError `not_found`, `conflict` while the import runs (stop it first) or another is at work
 */
export function revertBackfill(input: BackfillRef & { revertedBy?: bigint | null }): Promise<void> {
  const { storeId, importId, revertedBy = null, now } = input;
  return inTransactionAgain(async (tx) => {
    await lockBackfills(tx, storeId);
    const row = await findBackfill(storeId, importId, tx);
    if (!row) throw new AppError("not_found", "There is no such import.");
    const status = backfillStatus(row);
    if (status === "running") throw new AppError("conflict", "Stop the import before you take it back.");
    if (status === "reverted" && row.leftOrders === 0) return;
    if (status === "reverting") await continueRevert(tx, storeId, importId);
    else {
      await requireIdle(tx, storeId);
      await requestRevert(tx, storeId, importId, { at: now, by: revertedBy });
    }
    const data = { storeId: String(storeId), importId: String(importId) };
    await sendEventsInTransaction(tx, [{ name: "orders/backfill-revert-requested", data }]);
  });
}

/**
 * The taking back cannot go on by itself; asking again goes on with it. Nothing of ours in words throws there, so the
 * page says no more than that, and the log the rest.
 */
export function stopRevert(storeId: bigint, importId: bigint, error: unknown): Promise<void> {
  logger.error({ err: error, importId: String(importId) }, "an import could not be taken back");
  return failRevert(storeId, importId, describeTrouble(error));
}

/**
 * Takes back some hundred orders of the import: each is marked and gets its keyed reversal in one transaction, by the
 * refund policy of the version that awarded it, so what a refund had taken already is not taken twice. An order that
 * cannot be decided is named and left. Call again until `isDone`.
 */
export async function revertImportedOrders(input: BackfillRef): Promise<{ isDone: boolean }> {
  const { storeId, importId, now } = input;
  const row = await findBackfill(storeId, importId);
  if (!row || backfillStatus(row) !== "reverting") return { isDone: true };
  const page = { after: row.revertCursor, limit: ordersPerRound };
  const listed = await listImportedOrders(storeId, importId, page);
  const to = listed.at(-1)?.id;
  if (to === undefined) {
    await finishRevert(storeId, importId, now);
    return { isDone: true };
  }
  const left = await withdraw(row, listed, now);
  await advanceRevert(storeId, importId, { from: row.revertCursor, to, left });
  return { isDone: false };
}

/** Orders that changed between being read and being locked are read again; @returns those that could not be decided. */
async function withdraw(
  { storeId, importId }: BackfillRow,
  orders: readonly ImportedOrder[],
  now: Date,
): Promise<LeftOrder[]> {
  const timeZone = (await findStore(storeId))?.timeZone ?? "UTC";
  const ids = orders.map(({ id }) => id);
  const batch = { importId, mode: "withdraw" } as const;
  const reasons = new Map<number, string>();
  let standing = orders;
  for (let reading = 1; standing.length > 0 && reading <= readingsMax; reading += 1) {
    const facts = standing.map((order) => order.facts);
    const { failed } = await applyOrderFacts({ storeId, timeZone, orders: facts, now, batch });
    for (const { orderId, cause } of failed) reasons.set(orderId, describeUndecided(cause));
    const still = await findStanding(storeId, importId, ids);
    standing = still.filter(({ facts }) => !reasons.has(facts.orderId));
  }
  for (const { facts } of standing) reasons.set(facts.orderId, "It changed again and again meanwhile.");
  return [...reasons].map(([orderId, reason]) => ({ orderId, reason }));
}
