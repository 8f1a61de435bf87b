import { bodyObject, type Call, idParam, notFound, type Route, route } from "../http/call";
import { pagedReply } from "../http/paging";
import { Problem } from "../http/problem";
import { data } from "../http/reply";
import { nextId } from "../state/create-store";
import type { Hook } from "../state/types";

const perScopeMax = 10;
const headersMax = 64;

/** Hooks are seen only by the API account that made them, and need no scope of their own. */
export const hookRoutes: Route[] = [
  route("GET", "/v3/hooks", [], (call) => {
    const { query } = call;
    const active = query.get("is_active");
    const rows = mine(call).filter(
      (hook) =>
        (active === null || String(hook.active) === active) &&
        (!query.has("scope") || hook.scope === query.get("scope")) &&
        (!query.has("destination") || hook.destination === query.get("destination")),
    );
    return pagedReply(rows, query, (hook) => hookView(call, hook));
  }),
  route("POST", "/v3/hooks", [], (call) => {
    const input = checkHook(bodyObject(call));
    if (!input.scope) throw new Problem(422, "Webhook is invalid", { scope: "required" });
    if (!input.destination) throw new Problem(422, "Webhook is invalid", { destination: "required" });
    const sameScope = mine(call).filter((hook) => hook.scope === input.scope);
    if (sameScope.some((hook) => hook.destination === input.destination)) {
      throw new Problem(422, "A hook with this scope and destination already exists", {
        destination: "duplicate",
      });
    }
    if (sameScope.length >= perScopeMax)
      throw new Problem(422, `Only ${perScopeMax} hooks per scope are allowed`);
    const now = call.world.now();
    const hook: Hook = {
      id: nextId(call.store, "hook") + 18_000_000,
      clientId: call.token.clientId,
      scope: input.scope,
      destination: input.destination,
      headers: input.headers ?? null,
      active: input.active ?? true,
      deactivated: false,
      createdAt: now,
      updatedAt: now,
    };
    call.store.hooks.set(hook.id, hook);
    call.world.changed();
    return data(hookView(call, hook));
  }),
  route("GET", "/v3/hooks/admin", [], (call) => {
    const hooks = mine(call);
    const blocked = call.world.webhooks.blocklist.blocked(Date.now());
    return data({
      emails: [],
      hooks_list: hooks.map((hook) => ({ ...hookView(call, hook), status: hookStatus(hook) })),
      blocked_domains: blocked.map((entry) => ({
        destination: entry.destination,
        time_left: Math.ceil(entry.timeLeftMs / 1000),
        reasons: [],
      })),
    });
  }),
  route("GET", "/v3/hooks/:hookId", [], (call) => data(hookView(call, hookOf(call)))),
  route("PUT", "/v3/hooks/:hookId", [], (call) => {
    const hook = hookOf(call);
    const input = checkHook(bodyObject(call));
    if (input.scope) hook.scope = input.scope;
    if (input.destination) hook.destination = input.destination;
    if (input.headers !== undefined) hook.headers = input.headers;
    if (input.active !== undefined) hook.active = input.active;
    if (hook.active) hook.deactivated = false;
    hook.updatedAt = call.world.now();
    call.world.changed();
    return data(hookView(call, hook));
  }),
  route("DELETE", "/v3/hooks/:hookId", [], (call) => {
    const hook = hookOf(call);
    hook.active = false;
    call.store.hooks.delete(hook.id);
    call.world.changed();
    return data(hookView(call, hook));
  }),
];

type HookInput = {
  scope?: string;
  destination?: string;
  headers?: Record<string, string> | null;
  active?: boolean;
};

/** Checks a hook as BigCommerce would, but for the destination: plain HTTP is allowed on loopback, which is all we have. */
function checkHook(body: Record<string, unknown>): HookInput {
  const input: HookInput = {};
  if (body.scope !== undefined) {
    if (!/^store\/[a-zA-Z0-9*/]+$/.test(String(body.scope))) {
      throw new Problem(422, "Webhook is invalid", { scope: "unknown scope" });
    }
    input.scope = String(body.scope);
  }
  if (body.destination !== undefined) {
    const url = URL.canParse(String(body.destination)) ? new URL(String(body.destination)) : null;
    const loopback = url !== null && ["127.0.0.1", "localhost"].includes(url.hostname);
    if (!url || (url.protocol !== "https:" && !loopback)) {
      throw new Problem(422, "Webhook is invalid", { destination: "must be an https URL" });
    }
    input.destination = String(body.destination);
  }
  if (body.headers !== undefined) input.headers = checkHeaders(body.headers);
  if (body.is_active !== undefined) input.active = body.is_active === true;
  return input;
}

function checkHeaders(value: unknown): Record<string, string> | null {
  if (value === null) return null;
  const entries = typeof value === "object" ? Object.entries(value) : null;
  if (!entries || entries.length > headersMax || entries.some(([, text]) => typeof text !== "string")) {
    throw new Problem(422, "Webhook is invalid", { headers: "must map names to texts" });
  }
  return Object.fromEntries(entries);
}

function mine(call: Call): Hook[] {
  return [...call.store.hooks.values()].filter((hook) => hook.clientId === call.token.clientId);
}

function hookOf(call: Call): Hook {
  return mine(call).find((hook) => hook.id === idParam(call, "hookId")) ?? notFound();
}

function hookStatus(hook: Hook): string {
  if (hook.deactivated) return "deactivated";
  return hook.active ? "active" : "inactive";
}

function hookView(call: Call, hook: Hook): object {
  return {
    id: hook.id,
    client_id: hook.clientId,
    store_hash: call.store.hash,
    scope: hook.scope,
    destination: hook.destination,
    headers: hook.headers,
    is_active: hook.active,
    created_at: Math.floor(hook.createdAt / 1000),
    updated_at: Math.floor(hook.updatedAt / 1000),
  };
}
