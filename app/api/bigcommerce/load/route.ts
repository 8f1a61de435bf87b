import { withAppPage } from "@/lib/http/with-app-page";
import { loadApp } from "@/lib/services/sessions/load-app";

/** BigCommerce's load callback: a person opens the app in the control panel. */
export const GET = withAppPage({
  handler: async ({ query }) => ({ location: (await loadApp(query.get("signed_payload_jwt") ?? "")).path }),
});
