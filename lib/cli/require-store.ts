import { findStoreByHash, type StoreRow } from "@/lib/db/stores";
import { SetupProblem } from "@/lib/setup/say-problem.mjs";

/**
 * The store that `--store` names, by its hash, installed or not.
 * @throws SetupProblem when it is missing or unknown
 */
export async function requireStore(hash: string | undefined): Promise<StoreRow> {
  if (!hash) throw new SetupProblem("Name the store: --store <hash>");
  const store = await findStoreByHash(hash.replace(/^stores\//, ""));
  if (!store) throw new SetupProblem(`There is no store with the hash ${hash}.`);
  return store;
}
