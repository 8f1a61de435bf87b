import { withMerchant } from "@/lib/http/with-merchant";
import { resumeImport } from "@/lib/services/dashboard/resume-import";

export const POST = withMerchant({ role: "editor", handler: ({ store }) => resumeImport(store.id) });
