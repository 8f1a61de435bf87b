import { z } from "zod";
import type { BigCommerceClient } from "./client/client";
import { createOrAdopt } from "./client/create-or-adopt";
import { isBigCommerceError } from "./client/errors";
import { listAllPages } from "./paging";
import { envelope, flag, integer } from "./schemas/primitives";

const hookSchema = z.looseObject({
  id: integer,
  scope: z.string().min(1),
  destination: z.string().min(1),
  is_active: flag,
  headers: z
    .record(z.string(), z.unknown())
    .nullish()
    .catch(null)
    .transform((value) => value ?? {}),
});

/** A webhook subscription of ours; those of other apps are not visible to us. */
export type Hook = {
  id: number;
  scope: string;
  destination: string;
  isActive: boolean;
  headers: Record<string, unknown>;
};

export type HookInput = { scope: string; destination: string; headers: Record<string, string> };

export async function listHooks(client: BigCommerceClient): Promise<Hook[]> {
  const operation = "hooks.list";
  const rows = await listAllPages(client, { operation, path: "v3/hooks", item: hookSchema });
  return rows.map(toHook);
}

/** Subscribes once: a second hook of the same scope and destination is refused by BigCommerce, then ours is adopted. */
export async function createHook(client: BigCommerceClient, input: HookInput): Promise<Hook> {
  const { value } = await createOrAdopt(client, {
    lookFirst: false,
    lookUp: async () => (await listHooks(client)).find((hook) => isSame(hook, input)) ?? null,
    create: async () => {
      const body = { ...input, is_active: true };
      const schema = envelope(hookSchema);
      return toHook((await client.post({ operation: "hooks.create", path: "v3/hooks", body, schema })).data);
    },
  });
  return value;
}

/** Activates a hook again and replaces its headers. */
export async function updateHook(client: BigCommerceClient, hookId: number, input: HookInput): Promise<Hook> {
  const answer = await client.put({
    operation: "hooks.update",
    path: `v3/hooks/${hookId}`,
    body: { ...input, is_active: true },
    schema: envelope(hookSchema),
  });
  return toHook(answer.data);
}

export async function deleteHook(client: BigCommerceClient, hookId: number): Promise<void> {
  await client.deleteOne("hooks.delete", `v3/hooks/${hookId}`);
}

export type EnsuredHooks = { created: string[]; repaired: string[]; unchanged: string[] };

/**
 * Brings our subscriptions to what they should be: creates missing ones, and repairs those BigCommerce switched off
 * (90 quiet days, failed deliveries) or that carry other headers. Running it again changes nothing. Answers scopes.
 *
 * @param wanted.onRefused told of each scope that BigCommerce will not have, and the others are ensured all the same;
 * without it the first one is thrown
 */
export async function ensureHooks(
  client: BigCommerceClient,
  wanted: {
    scopes: readonly string[];
    destination: string;
    headers: Record<string, string>;
    onRefused?: (scope: string, error: unknown) => void;
  },
): Promise<EnsuredHooks> {
  const existing = await listHooks(client);
  const result: EnsuredHooks = { created: [], repaired: [], unchanged: [] };
  const { destination, headers, onRefused } = wanted;
  for (const scope of wanted.scopes) {
    try {
      result[await ensureHook(client, existing, { scope, destination, headers })].push(scope);
    } catch (error) {
      if (!onRefused || !isBigCommerceError(error, "validation", "not_found", "forbidden")) throw error;
      onRefused(scope, error);
    }
  }
  return result;
}

async function ensureHook(
  client: BigCommerceClient,
  existing: readonly Hook[],
  input: HookInput,
): Promise<keyof EnsuredHooks> {
  const hook = existing.find((candidate) => isSame(candidate, input));
  if (!hook) {
    const created = await createHook(client, input);
    // One adopted after a failed create may be an old one with old headers.
    if (!isHealthy(created, input)) await updateHook(client, created.id, input);
    return "created";
  }
  if (isHealthy(hook, input)) return "unchanged";
  await updateHook(client, hook.id, input);
  return "repaired";
}

function isSame(hook: Hook, input: HookInput): boolean {
  return hook.scope === input.scope && hook.destination === input.destination;
}

/** Header names come back in whatever case. */
function isHealthy(hook: Hook, input: HookInput): boolean {
  const headers = new Map(Object.entries(hook.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return (
    hook.isActive &&
    Object.entries(input.headers).every(([name, value]) => headers.get(name.toLowerCase()) === value)
  );
}

function toHook(row: z.output<typeof hookSchema>): Hook {
  const { id, scope, destination, is_active, headers } = row;
  return { id, scope, destination, isActive: is_active, headers };
}
