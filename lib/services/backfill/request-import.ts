import { knownTimeZone, startOfDay } from "@/lib/loyalty/local-day";
import type { ImportsResponse, StartImportBody } from "@/lib/schemas/admin/imports";
import { getImports } from "@/lib/services/backfill/get-imports";
import { revertBackfill, stopRunningBackfill } from "@/lib/services/backfill/revert-backfill";
import { resumeBackfill, startBackfill } from "@/lib/services/backfill/start-backfill";
import type { Merchant } from "@/lib/services/sessions/authenticate-merchant";

/** What a person does with imports on the dashboard. Each answers with the imports as they are afterwards. */
type ImportRef = { importId: bigint; now: Date };

/** @throws what `startBackfill` throws */
export async function requestImport(
  { store, user }: Merchant,
  { since, migratedEarn }: StartImportBody,
  now: Date,
): Promise<ImportsResponse> {
  const from = startOfDay(since, knownTimeZone(store.timeZone));
  await startBackfill({ storeId: store.id, since: from, migratedEarn, startedBy: user.id, now });
  return getImports(store.id, now);
}

export async function stopImport(storeId: bigint, { importId, now }: ImportRef): Promise<ImportsResponse> {
  await stopRunningBackfill({ storeId, importId, now });
  return getImports(storeId, now);
}

export async function resumeStoppedImport(
  storeId: bigint,
  { importId, now }: ImportRef,
): Promise<ImportsResponse> {
  await resumeBackfill({ storeId, importId, now });
  return getImports(storeId, now);
}

export async function takeImportBack(
  { store, user }: Merchant,
  { importId, now }: ImportRef,
): Promise<ImportsResponse> {
  await revertBackfill({ storeId: store.id, importId, revertedBy: user.id, now });
  return getImports(store.id, now);
}
