import { db } from "@/lib/db/client";
import type { ImportJob } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";

/** The store's copy of all customers that is under way, or a new one. */
export async function openCustomerImport(tx: Transaction, storeId: bigint): Promise<ImportJob> {
  const running = await tx.importJob.findFirst({
    where: { storeId, kind: "customers", status: "running" },
    orderBy: { startedAt: "desc" },
  });
  return running ?? tx.importJob.create({ data: { storeId, kind: "customers" } });
}

export function findImport(storeId: bigint, importId: bigint): Promise<ImportJob | null> {
  return db().importJob.findFirst({ where: { storeId, id: importId } });
}

/** Notes a page that was written, so that after a kill the copy goes on there. */
export async function advanceImport(
  storeId: bigint,
  importId: bigint,
  page: { cursor: string | null; count: number; total: number | null; finishedAt: Date | null },
): Promise<void> {
  await db().importJob.updateMany({
    where: { storeId, id: importId, status: "running" },
    data: {
      cursor: page.cursor,
      done: { increment: page.count },
      ...(page.total === null ? {} : { total: page.total }),
      ...(page.finishedAt ? { status: "done", finishedAt: page.finishedAt } : {}),
    },
  });
}

export async function failImport(storeId: bigint, importId: bigint, error: string, at: Date): Promise<void> {
  await db().importJob.updateMany({
    where: { storeId, id: importId, status: "running" },
    data: { status: "failed", error: error.slice(0, 500), finishedAt: at },
  });
}

export async function failRunningImports(storeId: bigint, error: string, at: Date): Promise<void> {
  await db().importJob.updateMany({
    where: { storeId, status: "running" },
    data: { status: "failed", error, finishedAt: at },
  });
}
