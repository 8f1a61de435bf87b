import { findKnownChannels } from "@/lib/db/branding/find-storefronts";
import { AppError } from "@/lib/errors";
import type { Branding } from "@/lib/schemas/branding/branding-document";

/** @throws AppError `validation_failed` for looks of storefronts that are not this store's. */
export async function requireKnownChannels(storeId: bigint, { channels }: Branding): Promise<void> {
  const named = Object.keys(channels);
  if (named.length === 0) return;
  const known = new Set(await findKnownChannels(storeId, named));
  const foreign = named.filter((channel) => !known.has(channel));
  if (foreign.length === 0) return;
  throw new AppError("validation_failed", "The branding names a storefront that this store does not have.", {
    fields: Object.fromEntries(
      foreign.map((id) => [`channels.${id}`, ["is not a storefront of this store"]]),
    ),
  });
}
