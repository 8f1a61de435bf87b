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
export function noteRefundsPage(importId: bigint, read: RefundsPage): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const { count } = await tx.backfill.updateMany({
      where: { importId, refundsPage: read.page, refundsKnownAt: null },
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
  importId: bigint,
  orderIds: readonly number[],
): Promise<Set<number>> {
  const { rows } = await pool().query<{ id: number }>({
    name: "find-refunded-orders",
    text: "SELECT bc_order_id AS id FROM backfill_refunds WHERE import_id = $1 AND bc_order_id = ANY ($2::bigint[])",
    values: [String(importId), orderIds],
  });
  return new Set(rows.map(({ id }) => id));
}
