import { withMerchant } from "@/lib/http/with-merchant";
import { discardBrandingDraftBody } from "@/lib/schemas/admin/branding";
import { discardBrandingDraft } from "@/lib/services/branding/save-branding-draft";

export const POST = withMerchant({
  role: "editor",
  body: discardBrandingDraftBody,
  handler: ({ store, body }) => discardBrandingDraft(store.id, body.seen),
});
