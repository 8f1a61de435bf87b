import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import type { Hook } from "@/test/sandbox/state/types";
import { retryDelaysSeconds } from "@/test/sandbox/webhooks/retry-table";
import { specsAvailable } from "./specs";
import { validateWebhook } from "./validate-webhook";
import { startReceiver } from "./webhook-receiver";

const scopes = [
  "store/order/*",
  "store/customer/*",
  "store/subscriber/*",
  "store/information/updated",
  "store/cart/*",
];

describe("the sandbox's webhooks", () => {
  let sandbox: Sandbox;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;

  beforeEach(async () => {
    receiver = await startReceiver();
    sandbox = await startSandbox({
      stores: [{ hash: "abc123" }, { hash: "other9" }],
      seed: "catalogue",
      webhooks: { timeScale: 0.000_01 },
    });
    const token = sandbox.store().issueToken();
    for (const scope of scopes) {
      const response = await fetch(`${sandbox.url}/stores/abc123/v3/hooks`, {
        method: "POST",
        headers: { "x-auth-token": token, accept: "application/json", "content-type": "application/json" },
        body: JSON.stringify({
          scope,
          destination: receiver.url,
          is_active: true,
          headers: { "X-Secret": "s3" },
        }),
      });
      expect(response.status).toBe(200);
    }
  });
  afterEach(async () => {
    await sandbox.stop();
    await receiver.close();
  });

  const hooks = (): Hook[] => [...sandbox.store().state.hooks.values()];
  const idle = () => sandbox.admin.webhooks.idle();
  const received = () => receiver.received.map(({ body }) => body.scope.replace("store/", ""));

  test("tell of every kind of change, in bodies the official files describe", async () => {
    const store = sandbox.store();
    const customer = store.addCustomer({ email: "a@example.com" });
    store.updateCustomer(customer.id, { phone: "1" });
    const order = store.placeOrder({
      customerId: customer.id,
      lines: [{ productId: 1, quantity: 2 }],
      cartId: "c-1",
    });
    store.setStatus(order.id, 2);
    store.refund(order.id, { items: [{ lineId: order.lines[0]?.id ?? 0, quantity: 1 }] });
    store.archiveOrder(order.id);
    store.subscribe("a@example.com");
    store.unsubscribe("a@example.com");
    store.deleteCustomer(customer.id);
    store.setSettings({ name: "New name" });
    await idle();
    expect(new Set(received())).toEqual(
      new Set([
        "customer/created",
        "customer/updated",
        "customer/deleted",
        "order/created",
        "order/updated",
        "order/statusUpdated",
        "order/refund/created",
        "order/archived",
        "cart/converted",
        "subscriber/created",
        "subscriber/updated",
        "information/updated",
      ]),
    );
    if (!specsAvailable) return;
    expect(receiver.received.flatMap(({ body }) => validateWebhook(body))).toEqual([]);
  });

  test("carry the hook's headers and a signature the standard library accepts", async () => {
    sandbox.store().placeOrder();
    await idle();
    const verifier = new Webhook(Buffer.from(sandbox.app.clientSecret).toString("base64"));
    for (const { headers, raw } of receiver.received) {
      expect(headers["x-secret"]).toBe("s3");
      expect(() => verifier.verify(raw, headers as Record<string, string>)).not.toThrow();
    }
  });

  test("another store's change tells nobody here", async () => {
    sandbox.store("other9").placeOrder();
    await idle();
    expect(receiver.received).toEqual([]);
  });

  test("are repeated with the same id by the table, then the hook is deactivated", async () => {
    receiver.settings.answer = () => 500;
    sandbox.store().placeOrder({ statusId: 0 });
    await idle();
    expect(receiver.received).toHaveLength(1 + retryDelaysSeconds.length);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(hooks().filter((hook) => hook.deactivated)).toHaveLength(1);
    sandbox.store().placeOrder({ statusId: 0 });
    await idle();
    expect(receiver.received).toHaveLength(1 + retryDelaysSeconds.length);
  });

  test("arrive once the receiver is well again", async () => {
    receiver.settings.answer = (count) => (count < 4 ? 503 : 200);
    sandbox.store().placeOrder({ statusId: 0 });
    await idle();
    expect(receiver.received).toHaveLength(4);
    expect(hooks().every((hook) => hook.active)).toBe(true);
  });

  test("are doubled, dropped, shuffled and held back on demand", async () => {
    const { webhooks } = sandbox.admin;
    const place = (count: number) => sandbox.store().placeOrders(count, () => ({ statusId: 0 }));
    webhooks.configure({ duplicateRate: 1 });
    place(5);
    await idle();
    expect(receiver.received).toHaveLength(10);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(5);

    webhooks.configure({ duplicateRate: 0, dropRate: 1 });
    place(5);
    await idle();
    expect(receiver.received).toHaveLength(10);

    webhooks.configure({ dropRate: 0, shuffleMs: 30 });
    const ids = place(30);
    await idle();
    const arrived = receiver.received.slice(10).map(({ body }) => body.data.id);
    expect(arrived).not.toEqual(ids);
    expect(arrived.sort((a, b) => a - b)).toEqual(ids);

    webhooks.configure({ shuffleMs: 0, paused: true });
    place(1);
    await expect(webhooks.idle(20)).rejects.toThrow("pending");
    webhooks.configure({ paused: false });
    await idle();
    expect(receiver.received).toHaveLength(41);
  });

  test("stop when the app is uninstalled", async () => {
    await sandbox.store().uninstall({ notify: false });
    sandbox.store().placeOrder();
    await idle();
    expect(receiver.received).toEqual([]);
    expect(hooks()).toEqual([]);
  });
});
