import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import type { OrderFacts } from "@/lib/loyalty/order-facts";

/** An order, by BigCommerce id, that could not be taken back, and why in plain words. */
export type LeftOrder = { orderId: number; reason: string };

/** More names help nobody; the number tells how many there are. */
const namedMax = 20;

/**
 * Asked for, or asked for again after some orders were left: then it begins anew with what is still there. The first
 * time what the import gave is counted from the orders: a page whose worker died before it was noted is in it, too.
 * Locks in the order in which a page is noted.
 */
export async function requestRevert(
  tx: Transaction,
  storeId: bigint,
  importId: bigint,
  asked: { at: Date; by: bigint | null },
): Promise<void> {
  await tx.importJob.update({ where: { id: importId, storeId }, data: { error: null } });
  // Waits for the page in hand, whose orders the count must see.
  await tx.$queryRaw`SELECT import_id FROM backfills WHERE store_id = ${storeId} AND import_id = ${importId} FOR UPDATE`;
  await tx.$executeRaw`
    UPDATE backfills b SET given_orders = g.orders, given_points = g.points, given_customers = g.customers
      FROM (SELECT count(*) AS orders, coalesce(sum(points_awarded), 0) AS points,
                   count(DISTINCT customer_id) AS customers
              FROM orders WHERE store_id = ${storeId} AND import_id = ${importId}) g
     WHERE b.store_id = ${storeId} AND b.import_id = ${importId} AND b.revert_requested_at IS NULL`;
  const data = {
    revertRequestedAt: asked.at,
    revertedBy: asked.by,
    revertedAt: null,
    revertCursor: null,
    leftOrders: 0,
    leftNamed: [],
  };
  await tx.backfill.update({ where: { storeId, importId }, data });
}

/** Goes on with a taking back that stopped half-way. */
export async function continueRevert(tx: Transaction, storeId: bigint, importId: bigint): Promise<void> {
  await tx.importJob.update({ where: { storeId, id: importId }, data: { error: null } });
}

/** An order of an import by our id, with its facts as last applied; its number is the row's, whatever they say. */
export type ImportedOrder = { id: bigint; facts: OrderFacts };

/** The next orders an import awarded and still stands for, by our id. */
export function listImportedOrders(
  storeId: bigint,
  importId: bigint,
  page: { after: bigint | null; limit: number },
): Promise<ImportedOrder[]> {
  return findImported({ storeId, importId, id: { gt: page.after ?? 0n } }, page.limit);
}

/** Those of these orders, by our id, that the import still stands for, as they are now. */
export function findStanding(
  storeId: bigint,
  importId: bigint,
  ids: readonly bigint[],
): Promise<ImportedOrder[]> {
  return findImported({ storeId, importId, id: { in: [...ids] } }, ids.length);
}

async function findImported(where: Prisma.OrderWhereInput, limit: number): Promise<ImportedOrder[]> {
  const rows = await db().order.findMany({
    where: { ...where, withdrawnAt: null },
    orderBy: { id: "asc" },
    select: { id: true, bcOrderId: true, facts: true },
    take: limit,
  });
  return rows.map(({ id, bcOrderId, facts }) => ({
    id,
    facts: { ...(facts as unknown as OrderFacts), orderId: Number(bcOrderId) },
  }));
}

/** Notes how far taking back has come and what it left on the way. Nothing when another worker was here first. */
export async function advanceRevert(
  storeId: bigint,
  importId: bigint,
  round: { from: bigint | null; to: bigint; left: readonly LeftOrder[] },
): Promise<void> {
  await db().$transaction(async (tx) => {
    const [moved] = await tx.backfill.updateManyAndReturn({
      where: { storeId, importId, revertedAt: null, revertCursor: round.from },
      data: { revertCursor: round.to, leftOrders: { increment: round.left.length } },
    });
    if (!moved || round.left.length === 0) return;
    const leftNamed = [...(moved.leftNamed as LeftOrder[]), ...round.left].slice(0, namedMax);
    await tx.backfill.update({ where: { storeId, importId }, data: { leftNamed } });
  });
}

/** Adds to the import's count in the transaction that withdraws its orders; last in it, so that lanes hardly wait. */
export async function countWithdrawn(
  tx: Transaction,
  storeId: bigint,
  importId: bigint,
  orders: number,
): Promise<void> {
  if (orders === 0) return;
  await tx.backfill.update({
    where: { storeId, importId },
    data: { withdrawnOrders: { increment: orders } },
  });
}

/** All is taken back that could be; which orders were refunded is asked no more. */
export async function finishRevert(storeId: bigint, importId: bigint, at: Date): Promise<void> {
  await db().backfillRefund.deleteMany({ where: { importId, backfill: { storeId } } });
  await db().backfill.updateMany({
    where: { storeId, importId, revertedAt: null },
    data: { revertedAt: at },
  });
}

/** The taking back stopped half-way; asking again goes on with it. */
export async function failRevert(storeId: bigint, importId: bigint, error: string): Promise<void> {
  await db().importJob.updateMany({ where: { storeId, id: importId }, data: { error: error.slice(0, 500) } });
}
