import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../http/read-body";
import type { Reply } from "../http/reply";
import { sendFault } from "../http/send-fault";
import { sendReply } from "../http/send-reply";
import type { World } from "../state/world";

const path = "/oauth2/token";

/** `POST /oauth2/token` of the login host. */
export async function serveOauth(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestBody = await readBody(request);
  const fault = world.faults.take({ method: "POST", path, store: "", header: undefined });
  const reply = fault?.phase === "before" ? null : exchange(world, parse(request, requestBody));
  let body = reply ? JSON.stringify(reply.json) : "";
  let status = reply?.status ?? 0;
  const headers = { "content-type": "application/json" };
  if (fault) ({ status, body } = sendFault(fault.kind, response, body, {}));
  else sendReply(request, response, status, headers, body);
  world.log.add({
    at: world.now(),
    store: "",
    method: request.method ?? "",
    path,
    query: "",
    requestHeaders: { "content-type": String(request.headers["content-type"] ?? "") },
    requestBody: requestBody.replace(world.app.clientSecret, "[secret]"),
    status,
    responseHeaders: headers,
    responseBody: body.replace(/"access_token":"[^"]+"/, '"access_token":"[token]"'),
    fault: fault ? `${fault.kind};${fault.phase}` : null,
  });
}

/** Where the app's install callback is registered; the exchange must name it byte for byte. */
export const authCallback = (world: World) => `${world.app.url}/api/bigcommerce/auth`;

function exchange(world: World, input: Record<string, string>): Reply {
  const { app } = world;
  const refuse = (error: string): Reply => ({ status: 400, json: { error } });
  if (input.client_id !== app.clientId || !equalText(input.client_secret ?? "", app.clientSecret)) {
    return { status: 401, json: { error: "invalid_client" } };
  }
  if (input.grant_type !== "authorization_code") return refuse("unsupported_grant_type");
  if (input.redirect_uri !== authCallback(world)) {
    return refuse("Parameter redirect_uri does not match registered URI");
  }
  for (const store of world.stores.values()) {
    const grant = store.authCodes.find((entry) => entry.code === input.code && !entry.used);
    if (!grant) continue;
    grant.used = true;
    // A mangled context or an empty scope still answers 200, with a token that opens nothing.
    const intact = input.context === `stores/${store.hash}` && Boolean(input.scope);
    const scopes = intact ? grant.scope.split(" ") : null;
    const token = randomBytes(20).toString("hex");
    store.tokens.push({ token, clientId: app.clientId, scopes, revoked: false });
    store.installed = true;
    world.changed();
    const user = [store.owner, ...store.staff].find((one) => one.id === grant.userId) ?? store.owner;
    return {
      status: 200,
      json: {
        access_token: token,
        scope: intact ? grant.scope : null,
        user: { id: user.id, username: user.email, email: user.email },
        owner: { id: store.owner.id, username: store.owner.email, email: store.owner.email },
        context: input.context,
        account_uuid: store.accountUuid,
      },
    };
  }
  return refuse("Invalid or expired code");
}

function parse(request: IncomingMessage, body: string): Record<string, string> {
  try {
    if (String(request.headers["content-type"]).includes("json"))
      return JSON.parse(body) as Record<string, string>;
  } catch {
    return {};
  }
  return Object.fromEntries(new URLSearchParams(body));
}

function equalText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
