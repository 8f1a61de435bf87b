import { db } from "@/lib/db/client";

/** Where the order sweep of a store goes on; never moves backwards. */
export async function advanceOrderSweep(storeId: bigint, until: Date): Promise<void> {
  await db().store.updateMany({
    where: { id: storeId, OR: [{ sweptOrdersUntil: null }, { sweptOrdersUntil: { lt: until } }] },
    data: { sweptOrdersUntil: until },
  });
}

/** Installed and set-up stores whose last sweep began before `before`. */
export async function findStoresDueForSweep(before: Date, limit: number): Promise<bigint[]> {
  const rows = await db().store.findMany({
    where: {
      status: "installed",
      provisionedAt: { not: null },
      OR: [{ lastSweepAt: null }, { lastSweepAt: { lt: before } }],
    },
    orderBy: { lastSweepAt: { sort: "asc", nulls: "first" } },
    select: { id: true },
    take: limit,
  });
  return rows.map((row) => row.id);
}

export async function noteSweepBegun(storeId: bigint, at: Date): Promise<void> {
  await db().store.update({ where: { id: storeId }, data: { lastSweepAt: at } });
}

export type SweepFigures = { swept: number; drifted: number };

/** Adds one sweep of the orders to the figures of its day (UTC). */
export function recordSweep(storeId: bigint, at: Date, found: SweepFigures): Promise<void> {
  return add(storeId, at, { sweeps: 1, ...found });
}

/** Adds what a sweep found beside orders. */
export function recordSwept(storeId: bigint, at: Date, found: SweepFigures): Promise<void> {
  return add(storeId, at, { sweeps: 0, ...found });
}

async function add(storeId: bigint, at: Date, found: SweepFigures & { sweeps: number }): Promise<void> {
  const day = new Date(at.toISOString().slice(0, 10));
  await db().syncDay.upsert({
    where: { storeId_day: { storeId, day } },
    create: { storeId, day, ...found },
    update: {
      sweeps: { increment: found.sweeps },
      swept: { increment: found.swept },
      drifted: { increment: found.drifted },
    },
  });
}

/** Which of these a webhook has announced and nobody has looked at yet: on their way, not missed. */
export async function findAnnounced(
  storeId: bigint,
  about: "order" | "subscriber",
  ids: readonly number[],
): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await db().inboxEntry.findMany({
    where: {
      storeId,
      status: "pending",
      scope: { startsWith: `store/${about}/` },
      resourceId: { in: ids.map(BigInt) },
    },
    select: { resourceId: true },
  });
  return new Set(rows.map((row) => Number(row.resourceId)));
}
