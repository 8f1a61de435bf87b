import type { IncomingMessage, ServerResponse } from "node:http";
import type { AdminParts } from "../admin/admin-route";
import { html as htmlReply, type Reply, redirect } from "../http/reply";
import { html } from "../pages/html";
import { parseWeb, runWeb, sendWeb, type WebRoute, webRoute } from "../pages/web";

const page = (title: string, text: string): Reply =>
  htmlReply(
    html`<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>`.text,
  );

/** The login host's pages for an install that began on somebody's own web site. */
const routes: WebRoute<AdminParts>[] = [
  webRoute("GET", "/app/:client/install", (parts) =>
    redirect(parts.storeHandle().authUrl({ external: true })),
  ),
  webRoute("GET", "/app/:client/install/succeeded", () => page("Installed", "The app was installed.")),
  webRoute("GET", "/app/:client/install/failed", () =>
    page("Not installed", "The app could not be installed."),
  ),
];

export async function serveExternalInstall(
  parts: AdminParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = await runWeb(routes, parts, await parseWeb(request));
  sendWeb(request, response, reply ?? { status: 404, text: "Not found" });
}
