import { randomUUID } from "node:crypto";
import { bodyObject, type Call, notFound, type Route, readScopes, route } from "../http/call";
import { idsIn } from "../http/filters";
import { pagedReply } from "../http/paging";
import { Problem } from "../http/problem";
import { data, noContent } from "../http/reply";
import { isoSeconds } from "../state/format";
import type { Document, Script } from "../state/types";

const read = readScopes("store_v2_content", "store_content_checkout");
const write = ["store_v2_content", "store_content_checkout"];
const perAppMax = 10;
const allowed: Record<string, string[]> = {
  kind: ["src", "script_tag"],
  load_method: ["default", "async", "defer"],
  location: ["head", "footer"],
  visibility: ["storefront", "all_pages", "checkout", "order_confirmation"],
  consent_category: ["essential", "functional", "analytics", "targeting"],
};

/** Scripts are seen only by the API account that made them. */
export const scriptRoutes: Route[] = [
  route("GET", "/v3/content/scripts", read, (call) => {
    const channels = idsIn(call.query, "channel_id:in");
    const rows = mine(call).filter((script) => !channels || channels.has(Number(script.document.channel_id)));
    return pagedReply(rows, call.query, scriptView);
  }),
  route("POST", "/v3/content/scripts", write, (call) => {
    if (mine(call).length >= perAppMax) throw new Problem(422, `An app can have ${perAppMax} scripts`);
    const input = bodyObject(call);
    if (typeof input.name !== "string" || !input.name) {
      throw new Problem(422, "Script is invalid", { name: "required" });
    }
    const now = call.world.now();
    const script: Script = {
      uuid: randomUUID(),
      clientId: call.token.clientId,
      document: checkScript(call, {
        description: "",
        auto_uninstall: false,
        load_method: "default",
        location: "head",
        visibility: "storefront",
        kind: "src",
        consent_category: "unknown",
        enabled: true,
        channel_id: call.store.channels[0]?.id ?? 1,
        integrity_hashes: [],
        ...input,
      }),
      createdAt: now,
      modifiedAt: now,
    };
    call.store.scripts.set(script.uuid, script);
    call.world.changed();
    return data(scriptView(script));
  }),
  route("GET", "/v3/content/scripts/:uuid", read, (call) => data(scriptView(scriptOf(call)))),
  route("PUT", "/v3/content/scripts/:uuid", write, (call) => {
    const script = scriptOf(call);
    script.document = checkScript(call, { ...script.document, ...bodyObject(call) });
    script.modifiedAt = call.world.now();
    call.world.changed();
    return data(scriptView(script));
  }),
  route("DELETE", "/v3/content/scripts/:uuid", write, (call) => {
    call.store.scripts.delete(scriptOf(call).uuid);
    call.world.changed();
    return noContent();
  }),
];

function checkScript(call: Call, script: Document): Document {
  const errors: Record<string, string> = {};
  for (const [field, values] of Object.entries(allowed)) {
    const value = String(script[field]);
    if (!values.includes(value) && !(field === "consent_category" && value === "unknown")) {
      errors[field] = `must be one of ${values.join(", ")}`;
    }
  }
  if (script.kind === "src" && !URL.canParse(String(script.src))) errors.src = "must be a URL";
  if (script.kind === "script_tag" && !script.html) errors.html = "required";
  if (script.kind === "script_tag" && script.load_method !== "default")
    errors.load_method = "must be default";
  if (!call.store.channels.some((channel) => channel.id === script.channel_id)) errors.channel_id = "unknown";
  if (Object.keys(errors).length > 0) throw new Problem(422, "Script is invalid", errors);
  const checkout = script.visibility === "all_pages" || script.visibility === "checkout";
  if (checkout && !call.token.scopes?.includes("store_content_checkout")) {
    throw new Problem(403, "You don't have a required scope to access the endpoint");
  }
  return script;
}

function mine(call: Call): Script[] {
  return [...call.store.scripts.values()].filter((script) => script.clientId === call.token.clientId);
}

function scriptOf(call: Call): Script {
  return mine(call).find((script) => script.uuid === call.params.uuid) ?? notFound();
}

function scriptView(script: Script): object {
  const { document } = script;
  return {
    uuid: script.uuid,
    name: document.name,
    description: document.description,
    ...(document.kind === "src" ? { src: document.src, html: "" } : { html: document.html, src: "" }),
    auto_uninstall: document.auto_uninstall,
    load_method: document.load_method,
    location: document.location,
    visibility: document.visibility,
    kind: document.kind,
    api_client_id: script.clientId,
    consent_category: document.consent_category,
    enabled: document.enabled,
    channel_id: document.channel_id,
    integrity_hashes: document.integrity_hashes,
    date_created: isoSeconds(script.createdAt),
    date_modified: isoSeconds(script.modifiedAt),
  };
}
