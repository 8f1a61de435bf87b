import { findPublishedVersion, insertProgramVersion, lockProgram } from "@/lib/db/program-versions";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { defaultProgram } from "@/lib/schemas/program";

/**
 * Gives a store that has no program the default one in its currency, published, so that it works from the first order
 * on. A store with a program keeps it. Runs in the caller's transaction when given one.
 */
export async function ensureProgram(
  store: { storeId: bigint; currency: string },
  now: Date,
  tx?: Transaction,
): Promise<void> {
  const work = async (within: Transaction) => {
    await lockProgram(within, store.storeId);
    if (await findPublishedVersion(within, store.storeId)) return;
    const document = defaultProgram(store.currency);
    const note = "The program every store starts with.";
    await insertProgramVersion(within, store.storeId, { document, note, authorId: null, publishedAt: now });
  };
  await (tx ? work(tx) : inTransaction(work));
}
