import { type BackfillRow, importsMax, listBackfills } from "@/lib/db/backfill/backfills";
import type { LeftOrder } from "@/lib/db/backfill/take-back";
import { findUserEmails } from "@/lib/db/store-users";
import { findStore } from "@/lib/db/stores";
import { AppError } from "@/lib/errors";
import type { ImportsResponse, OrderImport } from "@/lib/schemas/admin/imports";
import { backfillStatus } from "@/lib/services/backfill/backfill-status";
import { estimateProgress } from "@/lib/services/backfill/estimate-progress";
import { getProgram } from "@/lib/services/program/get-program";

/**
 * The store's imports of past orders, latest first, and what the next one would go by. Asked for every other second
 * while one is at work: everything stands in the imports' own rows, no order is read.
 * @throws AppError `store_not_installed`
 */
export async function getImports(storeId: bigint, now: Date): Promise<ImportsResponse> {
  const [store, published, rows] = await Promise.all([
    findStore(storeId),
    getProgram(storeId),
    listBackfills(storeId, importsMax),
  ]);
  if (!store) throw new AppError("store_not_installed", "The store is not connected to BigCommerce.");
  const people = [...new Set(rows.flatMap((row) => [row.startedBy, row.revertedBy]))];
  const emails = await findUserEmails(
    storeId,
    people.filter((id) => id !== null),
  );
  return {
    installedAt: store.installedAt.toISOString(),
    program: published && {
      number: published.number,
      migratedEarn: !published.program.earning.orders.exclude.migrated,
    },
    items: rows.map((row) => describe(row, emails, now)),
  };
}

function describe(row: BackfillRow, emails: ReadonlyMap<bigint, string>, now: Date): OrderImport {
  const { import: job } = row;
  const emailOf = (id: bigint | null) => (id === null ? null : (emails.get(id) ?? null));
  return {
    id: Number(row.importId),
    status: backfillStatus(row),
    since: row.since.toISOString(),
    until: row.until.toISOString(),
    migratedEarn: row.migratedEarn,
    done: job.done,
    ...estimateProgress(row, now),
    awarded: {
      orders: row.givenOrders,
      points: Number(row.givenPoints),
      customers: row.givenCustomers,
      withdrawn: row.withdrawnOrders,
    },
    leftOut: row.leftOut,
    left: { orders: row.leftOrders, named: row.leftNamed as LeftOrder[] },
    error: job.error,
    startedAt: job.startedAt.toISOString(),
    startedBy: emailOf(row.startedBy),
    finishedAt: toIso(job.finishedAt),
    revertedAt: toIso(row.revertedAt),
    revertedBy: emailOf(row.revertedBy),
  };
}

function toIso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
