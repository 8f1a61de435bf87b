import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listStorefronts } from "@/lib/bigcommerce/channels";
import { BigCommerceClient, type ClientOptions } from "@/lib/bigcommerce/client/client";
import { RateBudget } from "@/lib/bigcommerce/client/rate-budget";
import { systemRuntime } from "@/lib/bigcommerce/client/runtime";
import { deleteCoupon, ensureCoupon } from "@/lib/bigcommerce/coupons";
import { listCurrencies } from "@/lib/bigcommerce/currencies";
import {
  getCustomersByIds,
  getStoreCredit,
  listCustomers,
  listCustomersModifiedSince,
  setStoreCredit,
} from "@/lib/bigcommerce/customers";
import {
  fetchGuestOrders,
  fetchOrderFacts,
  fetchOrdersModifiedSince,
} from "@/lib/bigcommerce/fetch-order-facts";
import { deleteHook, ensureHooks, listHooks } from "@/lib/bigcommerce/hooks";
import { deleteCode, ensureCode, ensureCouponPromotion, findCode } from "@/lib/bigcommerce/promotions";
import { listRefundsSince } from "@/lib/bigcommerce/refunds";
import { deleteScript, ensureScript, listScripts } from "@/lib/bigcommerce/scripts";
import { getStoreFacts } from "@/lib/bigcommerce/store";
import { specsAvailable } from "@/test/contract/specs";
import { listViolations } from "@/test/contract/validate";
import { startSandbox } from "@/test/sandbox/start";
import { hurriedRuntime } from "./support/fake-api";

/** The whole client against the simulated store; what goes over the wire is held to BigCommerce's own OpenAPI files. */
let sandbox: Awaited<ReturnType<typeof startSandbox>>;

beforeAll(async () => {
  sandbox = await startSandbox({
    stores: [{ hash: "abc123" }],
    seed: "catalogue",
    webhooks: { paused: true },
  });
});
afterAll(() => sandbox.stop());
beforeEach(() => {
  sandbox.admin.clearFaults();
  sandbox.admin.clearRequests();
});

afterEach(() => {
  if (!specsAvailable) return;
  const violations = listViolations(sandbox.admin.requests());
  // The file of webhooks says that a list has at least one; a store that has none yet has none.
  expect(violations.filter((violation) => !/GET \/v3\/hooks.*fewer than 1 items/.test(violation))).toEqual(
    [],
  );
});

function open(options: Partial<ClientOptions> = {}) {
  const runtime = options.runtime ?? hurriedRuntime();
  return new BigCommerceClient({
    storeHash: "abc123",
    accessToken: sandbox.store().issueToken(),
    baseUrl: sandbox.url,
    runtime,
    budget: new RateBudget(runtime, "abc123"),
    attemptTimeoutMs: 1_000,
    ...options,
  });
}

describe("orders of the simulated store", () => {
  it("arrive complete in one call", async () => {
    const order = sandbox
      .store()
      .placeOrder({ email: "Guest@Example.com", lines: [{ name: "Mug", price: "12.50", quantity: 2 }] });
    const found = await fetchOrderFacts(open(), [order.id]);
    expect(sandbox.admin.countCalls()).toBe(1);
    expect(found.get(order.id)).toMatchObject({
      kind: "found",
      facts: {
        orderId: order.id,
        customerId: null,
        guestEmail: "guest@example.com",
        statusId: 10,
        lines: [{ quantity: 2, totalExTaxMinor: 2500 }],
        refunds: [],
      },
    });
  });

  it("show a partial refund by line, and one moved back to Completed by hand when the caller knows of it", async () => {
    const store = sandbox.store();
    const order = store.placeOrder({ email: "a@b.c", lines: [{ name: "Mug", price: "10.00", quantity: 2 }] });
    const lineId = (await factsOf(order.id)).lines[0]!.lineId;
    store.refund(order.id, { items: [{ lineId, quantity: 1 }] });
    expect(await factsOf(order.id)).toMatchObject({
      statusId: 14,
      refunds: [{ items: [{ kind: "PRODUCT", itemId: lineId, quantity: 1 }] }],
    });
    const second = store.placeOrder({ email: "a@b.c", lines: [{ name: "Mug", price: "10.00" }] });
    store.refund(second.id, { amount: "3.00" });
    store.setStatus(second.id, 10);
    const known = await fetchOrderFacts(open(), [second.id], { refundedOrderIds: new Set([second.id]) });
    expect(known.get(second.id)).toMatchObject({
      facts: { statusId: 10, refunds: [{ totalAmountMinor: 300 }] },
    });
    const page = await listRefundsSince(open(), {
      createdSince: new Date(Date.now() - 60_000).toISOString(),
      page: 1,
    });
    expect(new Set(page.refunds.map((refund) => refund.order_id))).toEqual(new Set([order.id, second.id]));
  });

  it("in a backlog of 1,000 cost at most 0.05 calls each", async () => {
    const ids = sandbox
      .store()
      .placeOrders(1_000, () => ({ email: "a@b.c", lines: [{ name: "Mug", price: "10.00" }], quiet: true }));
    for (let start = 0; start < ids.length; start += 100) {
      const found = await fetchOrderFacts(open(), ids.slice(start, start + 100));
      expect([...found.values()].every(({ kind }) => kind === "found")).toBe(true);
    }
    expect(sandbox.admin.countCalls() / ids.length).toBeLessThanOrEqual(0.05);
  });

  it("with more than 50 lines still have all of them", async () => {
    const lines = Array.from({ length: 60 }, (_, index) => ({ name: `Thing ${index}`, price: "1.00" }));
    const order = sandbox.store().placeOrder({ email: "a@b.c", lines });
    expect((await factsOf(order.id)).lines).toHaveLength(60);
  });

  it("can be swept by modification and claimed by e-mail; unknown ones are missing", async () => {
    const before = new Date(Date.now() - 1_000).toISOString();
    const order = sandbox
      .store()
      .placeOrder({ email: "claim+1@example.com", lines: [{ name: "Mug", price: "10.00" }] });
    const client = open();
    const seen = new Set<number>();
    for (
      let cursor: Parameters<typeof fetchOrdersModifiedSince>[1] | null = { modifiedSince: before, page: 1 };
      cursor;
    ) {
      const page: Awaited<ReturnType<typeof fetchOrdersModifiedSince>> = await fetchOrdersModifiedSince(
        client,
        cursor,
      );
      for (const id of page.orders.keys()) seen.add(id);
      cursor = page.next;
    }
    expect(seen).toContain(order.id);
    const guest = await fetchGuestOrders(client, "Claim+1@example.com", 1);
    expect([...guest.orders.keys()]).toEqual([order.id]);
    expect((await fetchOrderFacts(client, [order.id + 5_000])).get(order.id + 5_000)).toEqual({
      kind: "missing",
    });
  });

  async function factsOf(orderId: number) {
    const found = (await fetchOrderFacts(open(), [orderId])).get(orderId);
    if (found?.kind !== "found") throw new Error(`order ${orderId}: ${found?.kind}`);
    return found.facts;
  }
});

describe("the store itself", () => {
  it("tells facts, currencies and storefronts", async () => {
    const client = open();
    expect(await getStoreFacts(client)).toMatchObject({ hash: "abc123" });
    expect((await listCurrencies(client)).some(({ isDefault }) => isDefault)).toBe(true);
    const storefronts = await listStorefronts(client);
    expect(storefronts[0]).toMatchObject({ channelId: 1 });
    expect(storefronts[0]!.origins.length).toBeGreaterThan(0);
  });

  it("gives its customers by id, by page and by modification, and takes store credit", async () => {
    const person = sandbox.store().addCustomer({ email: "Rich@Example.com" });
    const client = open();
    const { customers } = await getCustomersByIds(client, [person.id]);
    expect(customers.get(person.id)?.email).toBe("rich@example.com");
    const all = await listCustomers(client, null);
    expect(all.customers.map(({ customerId }) => customerId)).toContain(person.id);
    expect(all.nextCursor).toBeNull();
    const since = new Date(Date.now() - 60_000).toISOString();
    const recent = await listCustomersModifiedSince(client, since, null);
    expect(recent.customers.map(({ customerId }) => customerId)).toContain(person.id);
    await setStoreCredit(client, person.id, "12.34");
    expect(Number(await getStoreCredit(client, person.id))).toBe(12.34);
  });

  it("keeps one webhook a scope and one script a channel, however often they are ensured", async () => {
    const client = open();
    const wanted = {
      scopes: ["store/order/updated", "store/customer/created"],
      destination: "https://app.example/api/webhooks/bigcommerce",
      headers: { "X-Laurel-Secret": "one" },
    };
    expect((await ensureHooks(client, wanted)).created).toHaveLength(2);
    expect((await ensureHooks(client, wanted)).unchanged).toHaveLength(2);
    expect(
      (await ensureHooks(client, { ...wanted, headers: { "X-Laurel-Secret": "two" } })).repaired,
    ).toHaveLength(2);
    for (const hook of await listHooks(client)) await deleteHook(client, hook.id);
    expect(await listHooks(client)).toEqual([]);
    const input = { name: "Laurel", description: "d", src: "https://app.example/widget.js", channelId: 1 };
    const { script } = await ensureScript(client, input);
    expect((await ensureScript(client, input)).outcome).toBe("unchanged");
    await deleteScript(client, script.uuid);
    expect(await listScripts(client)).toEqual([]);
  });
});

describe("codes at the simulated store", () => {
  const input = {
    name: "Laurel · $5 off · USD · #1",
    currency: "USD",
    channelIds: [],
    rules: [{ action: { cart_value: { discount: { fixed_amount: "5.00" } } }, apply_once: true }],
  };

  it("exist once although the answer of their creation was lost", async () => {
    const client = open();
    const { value: promotion } = await ensureCouponPromotion(client, input);
    expect((await ensureCouponPromotion(client, input)).outcome).toBe("adopted");
    sandbox.admin.addFault({
      kind: "reset",
      method: "POST",
      path: `/v3/promotions/${promotion.id}/codes`,
      phase: "after",
    });
    const { value, outcome } = await ensureCode(client, {
      promotionId: promotion.id,
      code: "LOY-1",
      isFirstTry: true,
    });
    expect([value.code, outcome, value.currentUses]).toEqual(["LOY-1", "adopted", 0]);
    await deleteCode(client, promotion.id, value.id);
    await deleteCode(client, promotion.id, value.id);
    expect(await findCode(client, promotion.id, "loy-1")).toBeNull();
    expect(await findCode(client, 999_999, "LOY-1")).toBeNull();
  });

  it("fall back to v2 coupons", async () => {
    const coupon = {
      name: "Laurel V2",
      code: "LOY-V2",
      type: "per_total_discount",
      amount: "5.00",
      minimumPurchase: null,
      expiresAt: new Date("2030-01-01T00:00:00Z"),
    } as const;
    expect((await ensureCoupon(open(), { ...coupon, isFirstTry: true })).outcome).toBe("created");
    const { value, outcome } = await ensureCoupon(open(), { ...coupon, isFirstTry: false });
    expect(outcome).toBe("adopted");
    await deleteCoupon(open(), value.id);
    await deleteCoupon(open(), value.id);
  });
});

describe("the simulated store's bad days", () => {
  it.each([
    "html-500",
    "html-502",
    "gateway-504",
    "reset",
    "truncated",
    "maintenance-503",
    "timeout",
  ] as const)("%s once is not noticed", async (kind) => {
    sandbox.admin.addFault({ kind, path: "/v2/store" });
    expect(await getStoreFacts(open({ attemptTimeoutMs: 300 }))).toMatchObject({ hash: "abc123" });
    expect(sandbox.admin.countCalls()).toBe(2);
  });

  it.each([
    ["unauthorized", "unauthorized", 1],
    ["forbidden", "forbidden", 1],
    ["html-500", "server", 5],
    ["maintenance-503", "unavailable", 5],
  ] as const)("%s for good becomes one typed error", async (kind, expected, calls) => {
    sandbox.admin.addFault({ kind, path: "/v2/store", count: 99 });
    await expect(getStoreFacts(open())).rejects.toMatchObject({ kind: expected });
    expect(sandbox.admin.countCalls()).toBe(calls);
  });

  it("a rate limit is waited out, and parallel callers never run into it", async () => {
    sandbox.admin.setRateLimit({ quota: 20, windowMs: 500 });
    try {
      const client = open({ runtime: systemRuntime });
      await Promise.all(Array.from({ length: 50 }, () => getStoreFacts(client)));
      expect(sandbox.admin.requests().filter(({ status }) => status === 429)).toEqual([]);
    } finally {
      sandbox.admin.setRateLimit("off");
    }
  });

  it("a dead token is told at once", async () => {
    const client = open();
    sandbox.store().revokeTokens();
    await expect(getStoreFacts(client)).rejects.toMatchObject({ kind: "unauthorized" });
    expect(sandbox.admin.countCalls()).toBe(1);
  });
});
