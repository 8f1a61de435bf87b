import { db, pool } from "@/lib/db/client";

type RefundsPage = {
  /** The page that was read; another worker may have noted it already. */
  page: number;
  /** BigCommerce ids of the orders it names. */
  orderIds: readonly number[];
  /** Set when it was the last. */
  allKnownAt: Date | null;
};

/** Notes a page of the store's refunds, so that a kill repeats one page at most. False when it was noted before. */
export function noteRefundsPage(storeId: bigint, importId: bigint, read: RefundsPage): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const { count } = await tx.backfill.updateMany({
      where: { storeId, importId, refundsPage: read.page, refundsKnownAt: null },
      data: { refundsPage: { increment: 1 }, refundsKnownAt: read.allKnownAt },
    });
    if (count === 0) return false;
    const data = [...new Set(read.orderIds)].map((id) => ({ importId, bcOrderId: BigInt(id) }));
    await tx.backfillRefund.createMany({ data, skipDuplicates: true });
    return true;
  });
}

/** Which of these orders, by BigCommerce id, the import knows to be refunded. */
export async function findRefundedOrders(
  storeId: bigint,
  importId: bigint,
  orderIds: readonly number[],
): Promise<Set<number>> {
  const { rows } = await pool().query<{ id: number }>({
    name: "find-refunded-orders-of-store",
    text: `SELECT r.bc_order_id AS id FROM backfill_refunds r JOIN backfills b ON b.import_id = r.import_id
            WHERE b.store_id = $1 AND r.import_id = $2 AND r.bc_order_id = ANY ($3::bigint[])`,
    values: [String(storeId), String(importId), orderIds],
  });
  return new Set(rows.map(({ id }) => id));
}
