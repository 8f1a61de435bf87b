import { withMerchant } from "@/lib/http/with-merchant";
import { publishBrandingBody } from "@/lib/schemas/admin/branding";
import { getBrandingEditor } from "@/lib/services/branding/get-branding-editor";
import { publishBranding } from "@/lib/services/branding/publish-branding";

export const GET = withMerchant({ handler: ({ store }) => getBrandingEditor(store.id) });

export const POST = withMerchant({
  role: "editor",
  body: publishBrandingBody,
  handler: ({ store, user, body }) => publishBranding({ ...body, storeId: store.id, authorId: user.id }),
});
