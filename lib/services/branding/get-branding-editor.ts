import { findCurrentBranding } from "@/lib/db/branding/branding-versions";
import { findStorefronts } from "@/lib/db/branding/find-storefronts";
import { isAppError } from "@/lib/errors";
import type { BrandingResponse } from "@/lib/schemas/admin/branding";
import { defaultBranding, readBranding } from "@/lib/services/branding/get-branding";
import { getStorefrontProgram } from "@/lib/services/storefront/get-storefront-program";
import { widgetFiles } from "@/lib/widget/widget-files";

/** Everything the branding page starts with: what is published, the draft, the storefronts, and what a preview needs. */
export async function getBrandingEditor(storeId: bigint): Promise<BrandingResponse> {
  const [{ published, draft }, storefronts, { previewCss }, program] = await Promise.all([
    findCurrentBranding(storeId),
    findStorefronts(storeId),
    widgetFiles(),
    programOf(storeId),
  ]);
  const current = published ? readBranding(storeId, published.document) : defaultBranding;
  return {
    document: draft ? readBranding(storeId, draft.document) : current,
    published: { number: published?.number ?? 0, document: current },
    draft: draft && { savedAt: draft.savedAt.toISOString(), author: draft.authorEmail },
    storefronts,
    preview: { css: previewCss, program },
  };
}

/** Null when no storefront may show one, as with a default storefront that is switched off. */
async function programOf(storeId: bigint) {
  return getStorefrontProgram(storeId, null).catch((error: unknown) => {
    if (isAppError(error)) return null;
    throw error;
  });
}
