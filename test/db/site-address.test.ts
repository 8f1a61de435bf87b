import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pool } from "@/lib/db/client";
import { insertInboxEntries } from "@/lib/db/inbox";
import { findStoreByHash } from "@/lib/db/stores";
import { checkOrigin } from "@/lib/http/cors";
import { getActiveStore } from "@/lib/services/stores/active-store";
import { installStore } from "@/lib/services/stores/install-store";
import { readChannels, readStore, registerWebhooks } from "@/lib/services/stores/provision-store";
import { refreshStorefronts } from "@/lib/services/stores/refresh-storefronts";
import { drainStoreInbox } from "@/lib/services/webhooks/drain-store-inbox";

const sandbox = await vi.hoisted(async () => {
  const { startSandbox } = await import("@/test/sandbox/start");
  const clientId = process.env.BIGCOMMERCE_CLIENT_ID ?? "";
  const clientSecret = process.env.BIGCOMMERCE_CLIENT_SECRET ?? "";
  const app = { clientId, clientSecret, url: "http://127.0.0.1:3000" };
  const started = await startSandbox({ app, stores: [{ hash: "moved1" }], webhooks: { paused: true } });
  process.env.BIGCOMMERCE_API_URL = started.url;
  process.env.BIGCOMMERCE_LOGIN_URL = started.url;
  return started;
});
const at = sandbox.store("moved1");
let storeId: bigint;

beforeAll(async () => {
  const query = new URL(at.authUrl()).searchParams;
  await installStore({ code: query.get("code"), scope: query.get("scope"), context: query.get("context") });
  storeId = (await findStoreByHash("moved1"))?.id ?? 0n;
  await readStore(storeId);
  await readChannels(storeId);
  await registerWebhooks(storeId);
});
afterAll(() => sandbox.stop());

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);

async function isServed(origin: string): Promise<boolean> {
  const store = await getActiveStore("moved1");
  if (!store) throw new Error("no store");
  try {
    checkOrigin(origin, store);
    return true;
  } catch {
    return false;
  }
}

/** Moves the storefront; answers where it was and where it is. */
function move(): [from: string, to: string] {
  const from = at.storefrontUrl();
  const to = `https://${randomUUID()}.example.com`;
  at.moveStorefront(1, to, { quiet: true });
  return [from, to];
}

test("a new address whose webhook got lost is served within the hour, and the former one no longer", async () => {
  const [from, to] = move();
  await refreshStorefronts(storeId, inMinutes(30));
  expect([await isServed(from), await isServed(to)]).toEqual([true, false]);
  await refreshStorefronts(storeId, inMinutes(61));
  expect([await isServed(from), await isServed(to)]).toEqual([false, true]);
  expect(await isServed("https://store-moved1.mybigcommerce.com")).toBe(true);
});

test.each(["store/channel/1/settings/site/updated", "store/channel/updated", "store/information/updated"])(
  "a webhook %s has the address read at once",
  async (scope) => {
    const [from, to] = move();
    const dedupeKey = randomUUID();
    await insertInboxEntries([{ storeId, dedupeKey, scope, resourceId: null, body: "{}" }]);
    await drainStoreInbox(storeId);
    expect([await isServed(from), await isServed(to)]).toEqual([false, true]);
  },
);

test("BigCommerce is asked to tell of a new address of every storefront, also of one that is new", async () => {
  at.state.channels.push({
    ...(at.state.channels[0] as (typeof at.state.channels)[0]),
    id: 7,
    name: "Second",
  });
  const scope = "store/channel/created";
  await insertInboxEntries([{ storeId, dedupeKey: randomUUID(), scope, resourceId: 7n, body: "{}" }]);
  await drainStoreInbox(storeId);
  const scopes = [...at.state.hooks.values()].map((hook) => hook.scope);
  for (const id of [1, 7]) expect(scopes).toContain(`store/channel/${id}/settings/site/updated`);
});

async function pendingOf(scope: string): Promise<number> {
  const { rows } = await pool().query(
    "SELECT 1 FROM webhook_inbox WHERE scope = $1 AND status = 'pending' AND store_id = $2",
    [scope, storeId],
  );
  return rows.length;
}

test("storefronts that cannot be read hold up neither webhooks nor news of the store, and are read again", async () => {
  const fault = { kind: "forbidden", path: "/v3/channels", method: "GET", store: "moved1" } as const;
  const scopes = ["store/channel/updated", "store/information/updated"] as const;
  for (const scope of scopes)
    await insertInboxEntries([{ storeId, dedupeKey: randomUUID(), scope, resourceId: null, body: "{}" }]);
  for (const hook of at.state.hooks.values()) hook.active = false;
  sandbox.admin.addFault({ ...fault, count: 2 });
  await expect(drainStoreInbox(storeId)).rejects.toMatchObject({ kind: "forbidden" });
  expect([...at.state.hooks.values()].every((hook) => hook.active)).toBe(true);
  expect(await Promise.all(scopes.map(pendingOf))).toEqual([1, 0]);
  await drainStoreInbox(storeId);
  expect(await pendingOf(scopes[0])).toBe(0);
});

test("of a storefront whose webhook BigCommerce refuses the others are told of all the same", async () => {
  at.state.hooks.clear();
  await registerWebhooks(storeId);
  const isOfSite = (scope: string) => scope.includes("/settings/site/");
  const all = [...at.state.hooks.values()].filter(({ scope }) => isOfSite(scope));
  for (const { id } of all) at.state.hooks.delete(id);
  sandbox.admin.addFault({ kind: "forbidden", path: "/v3/hooks", method: "POST", store: "moved1" });
  await registerWebhooks(storeId);
  const made = [...at.state.hooks.values()].filter(({ scope }) => isOfSite(scope));
  expect(all.length).toBeGreaterThan(1);
  expect(made).toHaveLength(all.length - 1);
});
