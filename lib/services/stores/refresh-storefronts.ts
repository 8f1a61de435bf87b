import { findChannelsReadAt } from "@/lib/db/channels";
import { readChannels } from "@/lib/services/stores/provision-store";

const freshMs = 3_600_000;

/**
 * Reads the storefronts again when that was last done an hour ago: where a webhook about a new address got lost, the
 * widget works there before long. Two calls.
 */
export async function refreshStorefronts(storeId: bigint, now: Date): Promise<void> {
  const readAt = await findChannelsReadAt(storeId);
  if (readAt !== null && now.getTime() - readAt.getTime() < freshMs) return;
  await readChannels(storeId);
}
