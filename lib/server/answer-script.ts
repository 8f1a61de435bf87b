import type { IncomingMessage, ServerResponse } from "node:http";
import { logger } from "@/lib/logger";
import { getWidgetPanel } from "@/lib/services/storefront/get-widget-panel";
import { getWidgetScript } from "@/lib/services/storefront/get-widget-script";

const panelFolder = "/widget/";

export function isScriptRequest({ method, url }: IncomingMessage): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  return url === "/widget.js" || url?.startsWith("/widget.js?") || url?.startsWith(panelFolder) || false;
}

/**
 * The storefront scripts, asked for by every page of every store: answered before Next sees the request, and in the
 * coding they were compressed to at build time (Next would drop it, see `uncoded-request.ts`).
 */
export async function answerScript(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const answer = await findScript(toWebRequest(request));
    const body = Buffer.from(await answer.arrayBuffer());
    const length = answer.status === 304 ? {} : { "content-length": body.byteLength };
    response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), ...length });
    response.end(request.method === "HEAD" ? undefined : body);
  } catch (error) {
    logger.error({ err: error }, "storefront script not served");
    response.writeHead(503, { "retry-after": "5", "content-length": "0" }).end();
  }
}

function findScript(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  return pathname.startsWith(panelFolder)
    ? getWidgetPanel(request, pathname.slice(panelFolder.length))
    : getWidgetScript(request);
}

function toWebRequest(request: IncomingMessage): Request {
  const headers = new Headers();
  for (const name of ["accept-encoding", "if-none-match"]) {
    const value = request.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  return new Request(new URL(request.url ?? "/", "http://localhost"), { headers });
}
