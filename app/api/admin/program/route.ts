import { withMerchant } from "@/lib/http/with-merchant";
import { publishProgramBody } from "@/lib/schemas/admin/program";
import { getPublishedProgram } from "@/lib/services/dashboard/get-published-program";
import { publishEditedProgram } from "@/lib/services/dashboard/publish-edited-program";

export const GET = withMerchant({ handler: ({ store }) => getPublishedProgram(store.id) });

export const POST = withMerchant({
  role: "editor",
  body: publishProgramBody,
  handler: ({ store, user, body }) => publishEditedProgram({ ...body, storeId: store.id, authorId: user.id }),
});
