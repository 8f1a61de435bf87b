import { findCurrentBranding } from "@/lib/db/branding/branding-versions";
import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";
import {
  type Branding,
  type CheckedBranding,
  checkBranding,
  type Look,
} from "@/lib/schemas/branding/branding-document";
import { defaultLook } from "@/lib/schemas/branding/default-look";
import { resolveLook } from "@/lib/schemas/branding/resolve-look";
import { TimedCache } from "@/lib/services/timed-cache";

/** What this process publishes is seen at once ({@link forgetBranding}), what another one does within this time. */
const staleMsMax = 3_000;

const published = processWide(
  "branding",
  () => new TimedCache({ ttlMs: staleMsMax, sizeMax: 5_000 }, readPublished),
);

/** How a storefront looks now, defaults filled in; `texts` are the merchant's own words by language and key. */
export async function getBranding(storeId: bigint, channel: number): Promise<Look> {
  return resolveLook(await published.get(storeId), channel);
}

/** To be called after a publish has committed. */
export function forgetBranding(storeId: bigint): void {
  published.forget(storeId);
}

/** The document everything looks by before the first publish. */
export const defaultBranding: Branding = { all: defaultLook, channels: {} };

/**
 * A stored document with later defaults filled in. It was valid when it was stored; one that is not any more must not
 * take the widget off the storefront, nor get into its style sheet: the default looks stand in.
 */
export function readBranding(storeId: bigint, document: unknown): Branding {
  const checked = checkStored(document);
  if (checked.ok) return checked.branding;
  logger.error({ storeId: String(storeId), problems: checked.errors }, "stored branding is not valid");
  return defaultBranding;
}

/** A stored document with later defaults filled in, or why it is not valid any more. */
export function checkStored(document: unknown): CheckedBranding {
  const stored = document as Partial<Branding> | null;
  return checkBranding({ ...stored, all: { ...defaultLook, ...stored?.all } });
}

async function readPublished(storeId: bigint): Promise<Branding> {
  const { published: version } = await findCurrentBranding(storeId);
  return version ? readBranding(storeId, version.document) : defaultBranding;
}
