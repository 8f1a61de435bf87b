import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";

/** Newsletter and reviews against a simulated BigCommerce. */
let sandbox: Sandbox;
let storeId: bigint;
const store = () => sandbox.store("act1");

beforeAll(async () => {
  sandbox = await startSandbox({
    app: {
      clientId: process.env.BIGCOMMERCE_CLIENT_ID ?? "",
      clientSecret: process.env.BIGCOMMERCE_CLIENT_SECRET ?? "",
      url: "http://127.0.0.1:3000",
    },
    stores: [{ hash: "act1" }],
  });
  process.env.BIGCOMMERCE_API_URL = sandbox.url;
  process.env.BIGCOMMERCE_LOGIN_URL = sandbox.url;
  const { installStore } = await import("@/lib/services/stores/install-store");
  const { findStoreByHash } = await import("@/lib/db/stores");
  const { readStore, registerWebhooks } = await import("@/lib/services/stores/provision-store");
  const { publishProgram } = await import("@/lib/services/program/publish-program");
  const query = new URL(store().authUrl()).searchParams;
  await installStore({ code: query.get("code"), scope: query.get("scope"), context: query.get("context") });
  storeId = (await findStoreByHash("act1"))?.id ?? 0n;
  await readStore(storeId);
  await registerWebhooks(storeId);
  const actions = [
    { key: "news", kind: "newsletter", points: 20 },
    { key: "rev", kind: "review", points: 30 },
  ];
  await publishProgram({ storeId, document: { earning: { actions } }, now: new Date() });
});
afterAll(() => sandbox.stop());

async function hint(scope: string, resourceId: number): Promise<void> {
  const { insertInboxEntries } = await import("@/lib/db/inbox");
  const { drainStoreInbox } = await import("@/lib/services/webhooks/drain-store-inbox");
  const dedupeKey = `${scope}/${resourceId}/${Math.random()}`;
  await insertInboxEntries([{ storeId, dedupeKey, scope, resourceId: BigInt(resourceId), body: "{}" }]);
  await drainStoreInbox(storeId);
}

async function awards(token: string): Promise<string[]> {
  const { db } = await import("@/lib/db/client");
  const rows = await db().activity.findMany({
    where: { storeId, token, outcome: "awarded" },
    select: { customer: { select: { email: true } } },
    orderBy: { id: "asc" },
  });
  return rows.map(({ customer }) => customer.email);
}

test("the store is asked for subscriber webhooks", () => {
  const scopes = [...store().state.hooks.values()].map((hook) => hook.scope);
  expect(scopes).toEqual(expect.arrayContaining(["store/subscriber/created", "store/subscriber/updated"]));
});

test("a newsletter subscription pays a customer once, only with consent", async () => {
  const ann = store().addCustomer({ email: "ann@x.test" } as never);
  const bob = store().addCustomer({ email: "bob@x.test" } as never);
  await hint("store/customer/created", ann.id);
  await hint("store/customer/created", bob.id);
  const subscriber = store().subscribe("Ann@x.test");
  await hint("store/subscriber/created", subscriber.id);
  await hint("store/subscriber/updated", subscriber.id);
  await hint("store/subscriber/created", store().unsubscribe("bob@x.test").id);
  await hint("store/subscriber/created", store().subscribe("stranger@x.test").id);
  expect(await awards("news")).toEqual(["ann@x.test"]);
});

test("a subscription that came before the customer is found when the customer does", async () => {
  const { findCustomerId } = await import("@/lib/db/storefront/find-customer-id");
  const { awardNewsletterOf } = await import("@/lib/services/actions/award-newsletter");
  const late = store().addCustomer({ email: "stranger@x.test" } as never);
  await hint("store/customer/created", late.id);
  const customerId = (await findCustomerId(storeId, late.id)) ?? 0n;
  expect(await awardNewsletterOf(storeId, customerId, new Date())).toEqual({ awarded: 1 });
  expect(await awardNewsletterOf(storeId, customerId, new Date())).toEqual({ awarded: 0 });
});

test("a review pays who bought the product before it, once a product, with few calls", async () => {
  const { pollReviews } = await import("@/lib/services/actions/poll-reviews");
  const { syncOrders } = await import("@/lib/services/orders/sync-orders");
  const now = new Date();
  const [ann] = [...store().state.customers.values()].filter(
    ({ email }) => email.toLowerCase() === "ann@x.test",
  );
  const productId = 77;
  const product = {
    id: productId,
    name: "Mug",
    type: "physical",
    sku: "MUG",
    description: "",
    price: "10.00",
  };
  store().state.products.set(productId, { ...product, categories: [], brandId: 0, modifiedAt: 0 } as never);
  const order = store().placeOrder({ customerId: ann?.id, lines: [{ productId }], statusId: 10 } as never);
  await syncOrders({ storeId, orderIds: [order.id], now });
  expect(await pollReviews(storeId, now)).toMatchObject({ read: 0, awarded: 0 });
  const soon = Date.now() + 60_000;
  store().addReview(productId, { email: "ANN@x.test", createdAt: soon });
  store().addReview(productId, { email: "ann@x.test", createdAt: soon });
  store().addReview(productId, { email: "bob@x.test", createdAt: soon });
  expect(await pollReviews(storeId, now)).toMatchObject({ read: 1, awarded: 1 });
  expect(await pollReviews(storeId, now)).toMatchObject({ read: 0, awarded: 0 });
  expect(await awards("rev")).toEqual(["ann@x.test"]);
});

/** As a sweep finds it: what changed in the last minute. */
async function sweepNow() {
  const { sweepSubscribers } = await import("@/lib/services/actions/award-newsletter");
  return sweepSubscribers(storeId, new Date(Date.now() - 60_000), new Date());
}

async function figures(): Promise<{ swept: number; drifted: number }> {
  const { db } = await import("@/lib/db/client");
  const { _sum: sum } = await db().syncDay.aggregate({
    where: { storeId },
    _sum: { swept: true, drifted: true },
  });
  return { swept: sum.swept ?? 0, drifted: sum.drifted ?? 0 };
}

test("a subscription whose webhook was lost is found by the sweep, paid once, and is drift of the day once", async () => {
  const { id, email } = store().addCustomer({ email: "lost@example.com" });
  await hint("store/customer/created", id);
  await sweepNow();
  const before = await figures();
  store().subscribe(email);
  expect(await awards("news")).not.toContain(email);
  expect(await sweepNow()).toEqual({ awarded: 1, drifted: 1 });
  expect((await figures()).drifted).toBe(before.drifted + 1);
  expect(await sweepNow()).toEqual({ awarded: 0, drifted: 0 });
  expect((await figures()).drifted).toBe(before.drifted + 1);
  expect((await awards("news")).filter((one) => one === email)).toEqual([email]);
});

test("a subscription whose webhook still waits is paid by the sweep, and is no drift", async () => {
  const { insertInboxEntries } = await import("@/lib/db/inbox");
  const { id, email } = store().addCustomer({ email: "waits@example.com" });
  await hint("store/customer/created", id);
  const subscriber = store().subscribe(email);
  const scope = "store/subscriber/created";
  const entry = { storeId, dedupeKey: "waits", scope, resourceId: BigInt(subscriber.id), body: "{}" };
  await insertInboxEntries([entry]);
  expect(await sweepNow()).toEqual({ awarded: 1, drifted: 0 });
  expect((await awards("news")).filter((one) => one === email)).toEqual([email]);
});

test("subscriptions are swept a page at a time, and those behind the first page are found too", async () => {
  const { eachSubscriberPage } = await import("@/lib/bigcommerce/subscribers");
  const { withStoreClient } = await import("@/lib/services/stores/open-store-client");
  for (let n = 0; n < 260; n += 1) store().subscribe(`reader${n}@example.com`);
  const { id, email } = store().addCustomer({ email: "second-page@example.com" });
  await hint("store/customer/created", id);
  store().subscribe(email);
  const calls = () => sandbox.admin.countCalls({ path: "/v3/customers/subscribers" });
  const before = { calls: calls(), swept: (await figures()).swept };
  await withStoreClient(storeId, async ({ client }) => {
    const first = await eachSubscriberPage(client, new Date(0)).next();
    expect(first.value).toHaveLength(250);
    expect(calls() - before.calls).toBe(1);
  });
  expect(await sweepNow()).toEqual({ awarded: 1, drifted: 1 });
  expect(await awards("news")).toContain(email);
  expect((await figures()).swept - before.swept).toBeGreaterThan(260);
});
