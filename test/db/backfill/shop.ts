import { encryptToken } from "@/lib/crypto/token-envelope";
import { db, pool } from "@/lib/db/client";
import type { OrderImport } from "@/lib/schemas/admin/imports";
import { getImports } from "@/lib/services/backfill/get-imports";
import { importPastOrders } from "@/lib/services/backfill/import-past-orders";
import { revertBackfill, revertImportedOrders } from "@/lib/services/backfill/revert-backfill";
import { startBackfill } from "@/lib/services/backfill/start-backfill";
import { publishProgram } from "@/lib/services/program/publish-program";
import type { StoreHandle } from "@/test/sandbox/admin/store-handle";
import type { Sandbox } from "@/test/sandbox/start";

export const installedAt = new Date("2026-11-20T12:00:00Z");
export const now = new Date("2026-11-24T12:00:00Z");
export const since = new Date("2026-01-01T00:00:00Z");

let serial = 0;

/** A simulated store with two customers, installed since, on a program of 1 point per whole dollar. */
export async function openShop(sandbox: Sandbox, earning: object = {}) {
  serial += 1;
  const hash = `past${serial}`;
  const at: StoreHandle = await sandbox.addStore({ hash, seed: "empty" });
  const accessTokenEncrypted = encryptToken(at.issueToken(), hash);
  const { id: storeId } = await db().store.create({ data: { hash, accessTokenEncrypted, installedAt } });
  await publish(storeId, earning);
  const customers = ["anna", "ben"].map((name) => at.addCustomer({ email: `${name}@example.com` }).id);
  /** `count` completed orders of 10.50 each, a minute apart from 1 June; customers take turns. */
  const placeOrders = (count: number, change: object = {}) =>
    at.placeOrders(count, (index) => ({
      customerId: customers[index % customers.length],
      lines: [{ name: "Mug", price: "10.50", quantity: 1 }],
      createdAt: Date.parse("2026-06-01T00:00:00Z") + index * 60_000,
      quiet: true,
      ...change,
    }));
  return { storeId, at, customers, placeOrders };
}

export async function publish(storeId: bigint, orders: object): Promise<void> {
  await publishProgram({ storeId, document: { earning: { orders } }, now: installedAt });
}

export async function runImport(storeId: bigint, choice: { migratedEarn?: boolean } = {}): Promise<bigint> {
  const { importId } = await startBackfill({ storeId, since, now, ...choice });
  while (!(await importPastOrders({ storeId, importId, pagesMax: 3 }, () => now)).isDone);
  return importId;
}

export async function takeBack(storeId: bigint, importId: bigint): Promise<void> {
  await revertBackfill({ storeId, importId, now });
  while (!(await revertImportedOrders({ storeId, importId, now })).isDone);
}

/** The latest import as the dashboard shows it. */
export async function statusOf(storeId: bigint): Promise<OrderImport> {
  const [latest] = (await getImports(storeId, now)).items;
  if (!latest) throw new Error("no import was ever started");
  return latest;
}

/** Points of all customers of the store. */
export async function pointsOf(storeId: bigint): Promise<number> {
  const { rows } = await pool().query(
    "SELECT coalesce(sum(pending + available + debt), 0)::int AS points FROM customer_balances WHERE store_id = $1",
    [String(storeId)],
  );
  return rows[0].points;
}

export async function countTransactions(storeId: bigint): Promise<Record<string, number>> {
  const { rows } = await pool().query(
    "SELECT type, count(*)::int AS n FROM ledger_transactions WHERE store_id = $1 GROUP BY type",
    [String(storeId)],
  );
  return Object.fromEntries(rows.map(({ type, n }) => [type, n]));
}
