import { z } from "zod";
import { uncodedRequest } from "@/lib/http/uncoded-request";
import { withPublic } from "@/lib/http/with-public";
import { getWidgetPanel } from "@/lib/services/storefront/get-widget-panel";

export const GET = withPublic({
  limited: false,
  params: z.object({ file: z.string().max(64) }),
  handler: ({ request, params }) => getWidgetPanel(uncodedRequest(request), params.file),
});
