import { z } from "zod";
import type { BigCommerceClient } from "./client/client";
import { createOrAdopt } from "./client/create-or-adopt";
import { listAllPages } from "./paging";
import { envelope, flag, integer, text } from "./schemas/primitives";

const path = "v3/content/scripts" as const;

const scriptSchema = z.looseObject({
  uuid: z.string().min(1),
  name: text,
  src: text,
  enabled: flag,
  channel_id: integer.nullish().transform((value) => value || 1),
  consent_category: text,
});

export type Script = {
  uuid: string;
  name: string;
  src: string;
  isEnabled: boolean;
  channelId: number;
  consentCategory: string;
};

export type ScriptInput = { name: string; description: string; src: string; channelId: number };

/** Our scripts on all channels, or on one; those of other apps are not visible to us. */
export async function listScripts(client: BigCommerceClient, channelId?: number): Promise<Script[]> {
  const query = channelId === undefined ? {} : { "channel_id:in": [channelId] };
  const rows = await listAllPages(client, { operation: "scripts.list", path, query, item: scriptSchema });
  return rows.map(toScript).filter((script) => channelId === undefined || script.channelId === channelId);
}

export type EnsuredScript = { script: Script; outcome: "created" | "updated" | "unchanged" };

/**
 * Exactly one script of this name on the channel, with this address. A merchant who switched it off or changed its
 * consent category is left alone: only another address is corrected.
 *
 * @param known our scripts if the caller has just listed them; saves a call a channel.
 */
export async function ensureScript(
  client: BigCommerceClient,
  input: ScriptInput,
  known?: readonly Script[],
): Promise<EnsuredScript> {
  const isOurs = (script: Script) => script.name === input.name && script.channelId === input.channelId;
  const existing = (known ?? (await listScripts(client, input.channelId))).find(isOurs);
  if (existing?.src === input.src) return { script: existing, outcome: "unchanged" };
  if (existing) return { script: await updateScript(client, existing, input), outcome: "updated" };
  const { value } = await createOrAdopt(client, {
    lookFirst: false,
    lookUp: async () => (await listScripts(client, input.channelId)).find(isOurs) ?? null,
    create: () => createScript(client, input),
  });
  return { script: value, outcome: "created" };
}

export async function deleteScript(client: BigCommerceClient, uuid: string): Promise<void> {
  await client.deleteOne("scripts.delete", `v3/content/scripts/${uuid}`);
}

async function createScript(client: BigCommerceClient, input: ScriptInput): Promise<Script> {
  const body = {
    ...scriptBody(input),
    enabled: true,
    consent_category: "functional",
    channel_id: input.channelId,
  };
  const answer = await client.post({
    operation: "scripts.create",
    path,
    body,
    schema: envelope(scriptSchema),
  });
  return toScript(answer.data);
}

async function updateScript(
  client: BigCommerceClient,
  existing: Script,
  input: ScriptInput,
): Promise<Script> {
  const consent = existing.consentCategory === "" ? {} : { consent_category: existing.consentCategory };
  const answer = await client.put({
    operation: "scripts.update",
    path: `${path}/${existing.uuid}`,
    body: { ...scriptBody(input), ...consent, enabled: existing.isEnabled, channel_id: input.channelId },
    schema: envelope(scriptSchema),
  });
  return toScript(answer.data);
}

/** Footer and `defer` so that no page waits for us; removed by BigCommerce itself when the app is uninstalled. */
function scriptBody(input: ScriptInput) {
  return {
    name: input.name,
    description: input.description,
    kind: "src",
    src: input.src,
    load_method: "defer",
    location: "footer",
    visibility: "storefront",
    auto_uninstall: true,
  };
}

function toScript(row: z.output<typeof scriptSchema>): Script {
  return {
    uuid: row.uuid,
    name: row.name,
    src: row.src,
    isEnabled: row.enabled,
    channelId: row.channel_id,
    consentCategory: row.consent_category,
  };
}
