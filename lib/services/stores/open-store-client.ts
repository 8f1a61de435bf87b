import { BigCommerceClient, type ClientOptions } from "@/lib/bigcommerce/client/client";
import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { decryptToken } from "@/lib/crypto/token-envelope";
import { findStore, markStoreNeedsReauth, type StoreRow } from "@/lib/db/stores";
import { AppError } from "@/lib/errors";

export type StoreConnection = { store: StoreRow; client: BigCommerceClient };

/** How the client behaves for this piece of work; a test also brings its own clock and chance. */
export type StoreClientOptions = Pick<
  ClientOptions,
  "priority" | "onResponse" | "signal" | "runtime" | "attemptTimeoutMs" | "deadlineMs" | "baseUrl" | "budget"
>;

/**
 * Opens BigCommerce's API for one installed store and runs `work` with it. When BigCommerce refuses the token, the
 * store is marked `needs_reauth`, so that its background work rests until the merchant opens the app again.
 *
 * @throws AppError `store_not_installed` for an unknown, uninstalled or refused store
 */
export async function withStoreClient<T>(
  storeId: bigint,
  work: (connection: StoreConnection) => Promise<T>,
  options: StoreClientOptions = {},
): Promise<T> {
  const store = await findStore(storeId);
  if (store?.status !== "installed" || store.accessTokenEncrypted === null) {
    throw new AppError("store_not_installed", "The store is not connected to BigCommerce.");
  }
  const accessToken = decryptToken(store.accessTokenEncrypted, store.hash);
  const client = new BigCommerceClient({ storeHash: store.hash, accessToken, ...options });
  try {
    return await work({ store, client });
  } catch (error) {
    if (isBigCommerceError(error, "unauthorized")) await markStoreNeedsReauth(store);
    throw error;
  }
}
