import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { installStore } from "@/lib/services/stores/install-store";

/**
 * Where the browser goes after the auth callback. An install that began outside the control panel (external link)
 * ends on BigCommerce's own "succeeded" and "failed" pages, which close its window. Throws as {@link installStore}.
 */
export async function finishInstall(query: URLSearchParams): Promise<{ location: string }> {
  const request = { code: query.get("code"), scope: query.get("scope"), context: query.get("context") };
  if (!query.has("external_install")) return { location: (await installStore(request)).path };
  const { BIGCOMMERCE_LOGIN_URL: loginUrl, BIGCOMMERCE_CLIENT_ID: clientId } = env();
  const page = `${loginUrl}/app/${clientId}/install`;
  try {
    await installStore(request);
    return { location: `${page}/succeeded` };
  } catch (error) {
    logger.warn({ err: error }, "external install failed");
    return { location: `${page}/failed` };
  }
}
