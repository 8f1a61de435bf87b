import { findProgramVersions, findPublishedVersion } from "@/lib/db/program-versions";
import type { Transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import type { Program } from "@/lib/schemas/program";
import { readVersion } from "@/lib/services/program/read-version";

export type OrderProgramVersion = { id: bigint; number: number; document: Program };

export type OrderPrograms = {
  published: OrderProgramVersion;
  /** The pinned version, or the published one for an order that was never awarded (`null`). */
  of(pinnedVersionId: bigint | null): OrderProgramVersion;
};

/**
 * The program versions a batch of orders needs: the published one and every pinned one.
 * @throws AppError `conflict` when the store has no published program yet
 */
export async function loadOrderPrograms(
  tx: Transaction,
  storeId: bigint,
  pinnedVersionIds: readonly (bigint | null)[],
): Promise<OrderPrograms> {
  const current = await findPublishedVersion(tx, storeId);
  if (!current) throw new AppError("conflict", "The store has no published program yet.");
  const pinned = new Set(pinnedVersionIds.filter((id) => id !== null && id !== current.id));
  const others = await findProgramVersions(
    tx,
    storeId,
    [...pinned].filter((id) => id !== null),
  );
  const versions = new Map([current, ...others].map((row) => [row.id, toVersion(row)]));
  const published = toVersion(current);
  return {
    published,
    of(pinnedVersionId) {
      const version = pinnedVersionId === null ? published : versions.get(pinnedVersionId);
      if (!version) throw new AppError("internal", `Program version ${pinnedVersionId} is gone`);
      return version;
    },
  };
}

function toVersion(row: { id: bigint; number: number; document: unknown }): OrderProgramVersion {
  return { id: row.id, number: row.number, document: readVersion(row.document) };
}
