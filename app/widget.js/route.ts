import { uncodedRequest } from "@/lib/http/uncoded-request";
import { withPublic } from "@/lib/http/with-public";
import { getWidgetScript } from "@/lib/services/storefront/get-widget-script";

export const GET = withPublic({
  limited: false,
  handler: ({ request }) => getWidgetScript(uncodedRequest(request)),
});
