import { decryptToken, encryptToken, needsRotation } from "@/lib/crypto/token-envelope";
import {
  listStoreTokens,
  replaceStoreToken,
  type StoreTokens,
  type TokenColumn,
  tokenColumns,
} from "@/lib/db/store-tokens";

export type RotationResult = {
  /** Envelopes sealed anew with the first key of `ENCRYPTION_KEY`. */
  rotated: number;
  /** Already sealed with it. */
  current: number;
  /** Stores whose envelope does not open with any key; they must be installed again. */
  unreadable: string[];
};

const pageSize = 200;

/**
 * Seals every store's secrets with the current key. May run while the app serves, be stopped and run again: each value
 * is replaced only if it is still the one that was read.
 */
export async function rotateKeys(): Promise<RotationResult> {
  const result: RotationResult = { rotated: 0, current: 0, unreadable: [] };
  for (let afterId = 0n; ; ) {
    const stores = await listStoreTokens(afterId, pageSize);
    for (const store of stores) {
      for (const column of tokenColumns) await rotateOne(store, column, result);
    }
    const last = stores.at(-1);
    if (!last || stores.length < pageSize) return result;
    afterId = last.id;
  }
}

async function rotateOne(store: StoreTokens, column: TokenColumn, result: RotationResult): Promise<void> {
  const envelope = store[column];
  if (envelope === null) return;
  const resealed = reseal(envelope, store.hash);
  if (resealed === "unreadable") {
    if (!result.unreadable.includes(store.hash)) result.unreadable.push(store.hash);
  } else if (resealed === "current") {
    result.current += 1;
  } else if (await replaceStoreToken(store.id, column, { from: envelope, to: resealed.envelope })) {
    result.rotated += 1;
  }
}

function reseal(envelope: string, storeHash: string): { envelope: string } | "current" | "unreadable" {
  try {
    const token = decryptToken(envelope, storeHash);
    return needsRotation(envelope) ? { envelope: encryptToken(token, storeHash) } : "current";
  } catch {
    return "unreadable";
  }
}
