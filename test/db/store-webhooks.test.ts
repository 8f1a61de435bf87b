import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";

/** What follows from webhooks that are not about orders, against a simulated BigCommerce. */
let sandbox: Sandbox;
let storeId: bigint;
const store = () => sandbox.store("life1");

beforeAll(async () => {
  sandbox = await startSandbox({
    app: {
      clientId: process.env.BIGCOMMERCE_CLIENT_ID ?? "",
      clientSecret: process.env.BIGCOMMERCE_CLIENT_SECRET ?? "",
      url: "http://127.0.0.1:3000",
    },
    stores: [{ hash: "life1" }],
  });
  process.env.BIGCOMMERCE_API_URL = sandbox.url;
  process.env.BIGCOMMERCE_LOGIN_URL = sandbox.url;
  await install();
});
afterAll(() => sandbox.stop());

async function install(): Promise<void> {
  const { installStore } = await import("@/lib/services/stores/install-store");
  const { findStoreByHash } = await import("@/lib/db/stores");
  const { readChannels, readStore, registerWebhooks } = await import("@/lib/services/stores/provision-store");
  const query = new URL(store().authUrl()).searchParams;
  await installStore({ code: query.get("code"), scope: query.get("scope"), context: query.get("context") });
  storeId = (await findStoreByHash("life1"))?.id ?? 0n;
  await readStore(storeId);
  await readChannels(storeId);
  await registerWebhooks(storeId);
}

/** As if the hint had come in, then the consumer. */
async function hint(scope: string, resourceId: number | null): Promise<void> {
  const { insertInboxEntries } = await import("@/lib/db/inbox");
  const { drainStoreInbox } = await import("@/lib/services/webhooks/drain-store-inbox");
  const dedupeKey = `${scope}/${resourceId}/${Math.random()}`;
  await insertInboxEntries([
    { storeId, dedupeKey, scope, resourceId: resourceId === null ? null : BigInt(resourceId), body: "{}" },
  ]);
  await drainStoreInbox(storeId);
}

async function query(text: string): Promise<Record<string, unknown>[]> {
  const { pool } = await import("@/lib/db/client");
  return (await pool().query(text)).rows;
}

describe("customers", () => {
  test("a new customer is known at once, with the effect that claims their guest orders, once", async () => {
    const { id } = store().addCustomer({ email: "New@X.test", firstName: "Ann" } as never);
    await hint("store/customer/created", id);
    await hint("store/customer/updated", id);
    expect(await query("select email, first_name, state from customers")).toEqual([
      { email: "new@x.test", first_name: "Ann", state: "candidate" },
    ]);
    expect(await query("select key from effects where name = 'customer/identified'")).toHaveLength(1);
    expect(await query("select 1 from runner_events where name = 'customer/identified'")).toHaveLength(1);
    expect(await query("select status from webhook_inbox where status <> 'done'")).toEqual([]);
  });

  test("an older description never overwrites a newer one", async () => {
    const { saveCustomers } = await import("@/lib/services/customers/save-customers");
    const { inTransaction } = await import("@/lib/db/transaction");
    const [{ bc_customer_id: customerId } = {}] = await query("select bc_customer_id from customers");
    const stale = {
      customerId: Number(customerId),
      email: "old@x.test",
      firstName: "Old",
      lastName: "",
      groupId: null,
      originChannelId: 1,
      channelIds: null,
      createdAt: "2020-01-01T00:00:00.000Z",
      modifiedAt: "2020-01-01T00:00:00.000Z",
    };
    await inTransaction((tx) => saveCustomers(tx, { storeId, customers: [stale, stale], isCopy: false }));
    expect(await query("select first_name from customers")).toEqual([{ first_name: "Ann" }]);
  });

  test("a deleted customer is disabled and stays, one that was never known is no error", async () => {
    const [{ bc_customer_id: id } = {}] = await query("select bc_customer_id from customers");
    store().deleteCustomer(Number(id));
    await hint("store/customer/deleted", Number(id));
    await hint("store/customer/deleted", 999_999);
    expect(await query("select state, deleted_at is not null as gone from customers")).toEqual([
      { state: "disabled", gone: true },
    ]);
  });

  test("a hundred hints are one call to BigCommerce", async () => {
    const { insertInboxEntries } = await import("@/lib/db/inbox");
    const { drainStoreInbox } = await import("@/lib/services/webhooks/drain-store-inbox");
    const ids = Array.from(
      { length: 100 },
      (_, index) => store().addCustomer({ email: `h${index}@x.test` } as never).id,
    );
    await insertInboxEntries(
      ids.map((id) => ({
        storeId,
        dedupeKey: `many/${id}`,
        scope: "store/customer/created",
        resourceId: BigInt(id),
        body: "{}",
      })),
    );
    sandbox.admin.clearRequests();
    await drainStoreInbox(storeId);
    expect(sandbox.admin.requests()).toHaveLength(1);
    expect(await query("select count(*)::int as n from customers where state = 'candidate'")).toEqual([
      { n: 100 },
    ]);
  });

  test("the sweep finds a customer whose webhook never came", async () => {
    const { advanceCustomerSweep } = await import("@/lib/db/customers");
    const { sweepCustomers } = await import("@/lib/services/customers/sweep-customers");
    expect(await sweepCustomers(storeId)).toEqual({ swept: 0 });
    await advanceCustomerSweep(storeId, new Date());
    store().addCustomer({ email: "missed@x.test" } as never);
    expect((await sweepCustomers(storeId)).swept).toBeGreaterThan(0);
    expect(await query("select 1 from customers where email = 'missed@x.test'")).toHaveLength(1);
  });
});

describe("the store itself", () => {
  test("a changed store is read again, and a new storefront gets origins and its script", async () => {
    store().setSettings({ name: "Renamed" });
    store().state.channels.push({ ...(store().state.channels[0] as object), id: 7, name: "Second" } as never);
    await hint("store/information/updated", null);
    await hint("store/channel/created", 7);
    expect(await query("select name from stores")).toEqual([{ name: "Renamed" }]);
    const channels = await query("select origins, script_uuid from channels where bc_channel_id = 7");
    expect(channels[0]?.script_uuid).toEqual(expect.any(String));
    expect(JSON.stringify(channels[0]?.origins)).toContain("mybigcommerce.com");
  });

  test("hooks that BigCommerce switched off are switched on again", async () => {
    const { registerWebhooks } = await import("@/lib/services/stores/provision-store");
    const hooks = () => [...store().state.hooks.values()];
    for (const hook of hooks()) hook.active = false;
    await registerWebhooks(storeId);
    expect(hooks().every((hook) => hook.active)).toBe(true);
  });

  test("a new webhook secret reaches BigCommerce, and the old one opens meanwhile", async () => {
    const { rotateWebhookSecret } = await import("@/lib/services/stores/rotate-webhook-secret");
    const { registerWebhooks } = await import("@/lib/services/stores/provision-store");
    const secretOf = () => [...store().state.hooks.values()].map((hook) => JSON.stringify(hook.headers))[0];
    const before = secretOf();
    await rotateWebhookSecret("life1", new Date());
    await registerWebhooks(storeId);
    expect(secretOf()).not.toBe(before);
    expect(await query("select previous_webhook_secret_hash is not null as kept from stores")).toEqual([
      { kept: true },
    ]);
  });

  test("an 'uninstalled' hint is not believed while BigCommerce takes our token", async () => {
    await hint("store/app/uninstalled", null);
    expect(await query("select status from stores")).toEqual([{ status: "installed" }]);
  });

  test("a refused token stops background work, and a new consent brings it back", async () => {
    const { syncCustomers } = await import("@/lib/services/customers/sync-customers");
    store().revokeTokens();
    await expect(syncCustomers({ storeId, bcCustomerIds: [1] })).rejects.toMatchObject({
      kind: "unauthorized",
    });
    expect(await query("select status from stores")).toEqual([{ status: "needs_reauth" }]);
    await expect(syncCustomers({ storeId, bcCustomerIds: [1] })).rejects.toMatchObject({
      code: "store_not_installed",
    });
    await install();
    expect(await query("select status from stores")).toEqual([{ status: "installed" }]);
  });

  test("a call refused with the token of an earlier installation does not stop the present one", async () => {
    const { withStoreClient } = await import("@/lib/services/stores/open-store-client");
    const { listHooks } = await import("@/lib/bigcommerce/hooks");
    const late = withStoreClient(storeId, async ({ client }) => {
      store().revokeTokens();
      await install();
      return listHooks(client);
    });
    await expect(late).rejects.toMatchObject({ kind: "unauthorized" });
    expect(await query("select status from stores")).toEqual([{ status: "installed" }]);
  });

  test("an uninstall that was decided before the store was installed again ends nothing", async () => {
    const { findStore } = await import("@/lib/db/stores");
    const { uninstallStore } = await import("@/lib/services/stores/uninstall-store");
    const before = await findStore(storeId);
    if (!before) throw new Error("no store");
    await install();
    expect(await uninstallStore(before, new Date())).toBe(false);
    expect(await query("select status, access_token_encrypted is null as gone from stores")).toEqual([
      { status: "installed", gone: false },
    ]);
  });

  test("more hints than one drain takes are said to be left, and taken by the next", async () => {
    const { insertInboxEntries } = await import("@/lib/db/inbox");
    const { drainStoreInbox } = await import("@/lib/services/webhooks/drain-store-inbox");
    await insertInboxEntries(
      Array.from({ length: 501 }, (_, index) => ({
        storeId,
        dedupeKey: `bulk-${index}`,
        scope: "store/customer/updated",
        resourceId: 1n,
        body: "{}",
      })),
    );
    expect(await drainStoreInbox(storeId)).toEqual({ handled: 500, more: true });
    expect(await drainStoreInbox(storeId)).toEqual({ handled: 1, more: false });
  });

  test("an 'uninstalled' hint of a cancelled store ends it, and nothing is pending any more", async () => {
    const { closeStoreInbox } = await import("@/lib/services/webhooks/close-store-inbox");
    store().revokeTokens();
    await hint("store/app/uninstalled", null);
    expect(await query("select status, access_token_encrypted from stores")).toEqual([
      { status: "uninstalled", access_token_encrypted: null },
    ]);
    await closeStoreInbox(storeId, new Date());
    expect(await query("select 1 from webhook_inbox where status = 'pending'")).toEqual([]);
    expect(await query("select count(*)::int as n from customers")).toEqual([{ n: 102 }]);
  });
});

test("rows that stay pending wake their store again", async () => {
  await install();
  const { insertInboxEntries } = await import("@/lib/db/inbox");
  const { wakeStuckStores } = await import("@/lib/services/webhooks/wake-stuck-stores");
  const scope = "store/order/updated";
  await insertInboxEntries([{ storeId, dedupeKey: "stuck", scope, resourceId: 1n, body: "{}" }]);
  expect(await wakeStuckStores(new Date())).toBe(0);
  const later = new Date(Date.now() + 120_000);
  await query("delete from runner_events where name = 'webhooks/received'");
  expect([await wakeStuckStores(later), await wakeStuckStores(later)]).toEqual([1, 1]);
  expect(
    await query("select data->>'topic' as topic from runner_events where name = 'webhooks/received'"),
  ).toEqual([{ topic: "orders" }]);
});

test("handled webhooks are deleted after a month, pending ones never", async () => {
  const { tidyInbox } = await import("@/lib/services/webhooks/tidy-inbox");
  await query("update webhook_inbox set received_at = now() - interval '31 days'");
  expect(await tidyInbox(new Date())).toBeGreaterThan(100);
  expect(await query("select distinct status from webhook_inbox")).toEqual([{ status: "pending" }]);
});
