import { findStore } from "@/lib/db/stores";
import type { ActionKind, EarningAction } from "@/lib/loyalty/actions/action-limit";
import { knownTimeZone } from "@/lib/loyalty/local-day";
import { getProgram } from "@/lib/services/program/get-program";

export type StoreActions = { programVersionId: bigint; timeZone: string; actions: EarningAction[] };

/** The actions a store's published program pays for, all or of one kind; none without a program. */
export async function loadActions(storeId: bigint, kind?: ActionKind): Promise<StoreActions> {
  const [stored, store] = [await getProgram(storeId), await findStore(storeId)];
  const all = stored?.program.earning.actions ?? [];
  return {
    programVersionId: stored?.id ?? 0n,
    timeZone: knownTimeZone(store?.timeZone ?? "UTC"),
    actions: kind ? all.filter((action) => action.kind === kind) : all,
  };
}
