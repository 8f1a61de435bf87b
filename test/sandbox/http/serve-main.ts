import type { IncomingMessage, ServerResponse } from "node:http";
import type { AdminParts } from "../admin/admin-route";
import { serveAdmin } from "../admin/serve-admin";
import { serveOauth } from "../api/oauth";
import { serveExternalInstall } from "../panel/external-install";
import { servePanel } from "../panel/serve-panel";
import { serveApi } from "./serve-api";

/** The main listener: REST API, token endpoint, control panel and the sandbox's own admin API, told apart by path. */
export async function serveMain(
  parts: AdminParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://sandbox");
  if (pathname.startsWith("/stores/")) return serveApi(parts.world, request, response);
  if (pathname === "/oauth2/token" && request.method === "POST")
    return serveOauth(parts.world, request, response);
  if (pathname.startsWith("/sandbox/")) return serveAdmin(parts, request, response);
  if (pathname.startsWith("/app/")) return serveExternalInstall(parts, request, response);
  if (pathname.startsWith("/manage/")) return servePanel(parts, request, response);
  response.writeHead(404, { "content-type": "text/plain" });
  response.end("Not found");
}
