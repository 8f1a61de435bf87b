import { withMerchant } from "@/lib/http/with-merchant";
import { saveBrandingDraftBody } from "@/lib/schemas/admin/branding";
import { saveBrandingDraft } from "@/lib/services/branding/save-branding-draft";

export const POST = withMerchant({
  role: "editor",
  body: saveBrandingDraftBody,
  handler: ({ store, user, body }) => saveBrandingDraft({ ...body, storeId: store.id, authorId: user.id }),
});
