import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { deleteAtBigCommerce, findAtBigCommerce } from "@/lib/services/redemptions/find-at-bigcommerce";
import { type StoreClientOptions, withStoreClient } from "@/lib/services/stores/open-store-client";

export type RemovedCode = "removed" | "used";

/** Reads a code's use count again and deletes it when it was never used. One that is gone already was removed. */
export function removeUnusedCode(
  redemption: Redemption,
  options: StoreClientOptions = {},
): Promise<RemovedCode> {
  return withStoreClient(
    redemption.storeId,
    async ({ client }) => {
      const found = await findAtBigCommerce(client, redemption);
      if (found && found.uses > 0) return "used";
      if (found) await deleteAtBigCommerce(client, found);
      return "removed";
    },
    options,
  );
}
