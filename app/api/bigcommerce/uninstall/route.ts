import { withAppCallback } from "@/lib/http/with-app-callback";
import { uninstallBySignedPayload } from "@/lib/services/stores/uninstall-store";

export const GET = withAppCallback(async (signedPayload) => ({
  result: await uninstallBySignedPayload(signedPayload),
}));
