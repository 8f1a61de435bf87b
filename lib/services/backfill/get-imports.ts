import { importsMax, type ListedBackfill, listBackfills } from "@/lib/db/backfill/backfills";
import { type ImportedSum, nothingGiven, sumImportedOrders } from "@/lib/db/backfill/imported-orders";
import { findUserEmails } from "@/lib/db/store-users";
import { findStore } from "@/lib/db/stores";
import { AppError } from "@/lib/errors";
import type { ImportsResponse, OrderImport } from "@/lib/schemas/admin/imports";
import { backfillStatus } from "@/lib/services/backfill/backfill-status";
import { estimateProgress } from "@/lib/services/backfill/estimate-progress";
import { getProgram } from "@/lib/services/program/get-program";

/**
 * The store's imports of past orders, latest first, and what the next one would go by.
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
  const sums = await sumImportedOrders(
    storeId,
    rows.map((row) => row.importId),
  );
  return {
    installedAt: store.installedAt.toISOString(),
    program: published && {
      number: published.number,
      migratedEarn: !published.program.earning.orders.exclude.migrated,
    },
    items: rows.map((row) => describe(row, { sum: givenBy(row, sums), emails, now })),
  };
}

function givenBy(
  { importId, givenThen }: ListedBackfill,
  sums: ReadonlyMap<bigint, ImportedSum>,
): ImportedSum {
  return (givenThen as ImportedSum | null) ?? sums.get(importId) ?? nothingGiven;
}

type Known = { sum: ImportedSum; emails: ReadonlyMap<bigint, string>; now: Date };

function describe(row: ListedBackfill, { sum, emails, now }: Known): OrderImport {
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
    awarded: sum,
    leftOut: row.leftOut,
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
