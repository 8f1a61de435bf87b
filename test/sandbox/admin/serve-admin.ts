import type { IncomingMessage, ServerResponse } from "node:http";
import { matchPattern } from "../http/call";
import { readBody } from "../http/read-body";
import { sendReply } from "../http/send-reply";
import type { AdminParts } from "./admin-route";
import { sandboxAdminRoutes } from "./sandbox-routes";
import { storeAdminRoutes } from "./store-routes";

const routes = [...sandboxAdminRoutes, ...storeAdminRoutes];

/** The admin API under `/sandbox`: JSON in, JSON out, 400 with the reason when the handle refuses. */
export async function serveAdmin(
  parts: AdminParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://sandbox");
  const text = await readBody(request);
  const send = (status: number, answer: unknown) =>
    sendReply(request, response, status, { "content-type": "application/json" }, JSON.stringify(answer));
  for (const route of routes) {
    const params = route.method === request.method ? matchPattern(route.pattern, pathname) : null;
    if (!params) continue;
    try {
      const input = text ? (JSON.parse(text) as Record<string, unknown>) : {};
      return send(200, (await route.run({ parts, params, input })) ?? { ok: true });
    } catch (error) {
      return send(400, { error: error instanceof Error ? error.message : String(error) });
    }
  }
  send(404, { error: `No ${request.method} ${pathname}` });
}
