import { withAppPage } from "@/lib/http/with-app-page";
import { finishInstall } from "@/lib/services/stores/finish-install";

/** BigCommerce's auth callback: `code`, `scope`, `context`, and `external_install` from a merchant's own link. */
export const GET = withAppPage({ handler: ({ query }) => finishInstall(query) });
