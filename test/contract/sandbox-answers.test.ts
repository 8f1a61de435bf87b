import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { specsAvailable, warnWithoutSpecs } from "./specs";
import { listViolations } from "./validate";

warnWithoutSpecs();

describe.skipIf(!specsAvailable)("the sandbox answers as the official files say", () => {
  let sandbox: Sandbox;
  let token: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ stores: [{ hash: "abc123" }], seed: "demo" });
    token = sandbox.store().issueToken();
  });
  afterAll(() => sandbox.stop());

  async function call(method: string, path: string, body?: unknown) {
    const response = await fetch(`${sandbox.url}/stores/abc123${path}`, {
      method,
      headers: {
        accept: "application/json",
        "user-agent": "contract-test",
        "x-auth-token": token,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  }

  /** Runs the calls, then holds everything that went over the wire against the files. */
  async function expectConforming(run: () => Promise<void>) {
    sandbox.admin.clearRequests();
    await run();
    expect(listViolations(sandbox.admin.requests())).toEqual([]);
  }

  test("orders, their lines and coupons", () =>
    expectConforming(async () => {
      const store = sandbox.store();
      const lines = [
        { productId: 2, quantity: 2 },
        { name: "Gift wrap", price: "3.00", type: "digital" as const },
      ];
      const order = store.placeOrder({ customerId: 1, lines, shipping: "5.00", discount: "1.00" });
      const since = encodeURIComponent(new Date(0).toISOString());
      await call("GET", "/v2/orders?min_id=1&limit=250&sort=date_modified:asc");
      await call(
        "GET",
        "/v2/orders?include=consignments.line_items&consignment_structure=object&status_id=10",
      );
      await call("GET", `/v2/orders?min_date_modified=${since}&customer_id=1&page=2`);
      expect((await call("GET", "/v2/orders?min_id=999999")).status).toBe(204);
      await call("GET", "/v2/orders/count?status_id=10");
      await call("GET", `/v2/orders/${order.id}`);
      await call("GET", `/v2/orders/${order.id}/products?limit=250`);
      expect((await call("GET", `/v2/orders/${order.id}/coupons`)).status).toBe(204);
      await call("GET", "/v2/order_statuses");
      await call("PUT", `/v2/orders/${order.id}`, { staff_notes: "hello" });
      expect((await call("GET", "/v2/orders/999999")).status).toBe(404);
    }));

  test("refunds of one order, of many and of the store", () =>
    expectConforming(async () => {
      const store = sandbox.store();
      const order = store.placeOrder({ lines: [{ price: "20.00", quantity: 2 }], shipping: "4.00" });
      const line = order.lines[0]?.id ?? 0;
      store.refund(order.id, { items: [{ lineId: line, quantity: 1 }], shipping: true });
      store.refund(order.id, { amount: "1.00", declined: true });
      await call("GET", `/v3/orders/${order.id}/payment_actions/refunds`);
      await call(
        "GET",
        `/v3/orders/payment_actions/refunds?order_id:in=${order.id},${order.id + 1}&limit=50`,
      );
      const since = encodeURIComponent("2020-01-01T00:00:00+00:00");
      await call("GET", `/v3/orders/payment_actions/refunds?created:min=${since}&page=1`);
      await call("GET", "/v3/orders/payment_actions/refunds?id:in=1,2");
      await call("GET", "/v3/orders/payment_actions/refunds/1");
    }));

  test("customers by number, by cursor and by filter; store credit; groups; subscribers", () =>
    expectConforming(async () => {
      const first = await call(
        "GET",
        "/v3/customers?limit=2&include=storecredit,attributes,addresses,formfields",
      );
      const cursor = first.body.meta.cursor_pagination.end_cursor;
      await call("GET", `/v3/customers?limit=2&after=${encodeURIComponent(cursor)}`);
      await call("GET", "/v3/customers?id:in=1,2&sort=date_modified:asc");
      await call("GET", `/v3/customers?email:in=${encodeURIComponent("ada@example.com")}`);
      await call(
        "GET",
        `/v3/customers?date_modified:min=${encodeURIComponent("2020-01-01T00:00:00Z")}&page=2`,
      );
      await call("PUT", "/v3/customers", [{ id: 1, store_credit_amounts: [{ amount: 43.15 }] }]);
      await call("POST", "/v3/customers", [
        { email: "new@example.com", first_name: "New", last_name: "One" },
      ]);
      expect((await call("PUT", "/v3/customers", Array(11).fill({ id: 1 }))).status).toBe(413);
      expect((await call("PUT", "/v3/customers", [{ id: 424242 }])).status).toBe(422);
      await call("GET", "/v2/customer_groups?limit=250");
      await call("GET", "/v2/customer_groups/1");
      sandbox.store().subscribe("ada@example.com");
      await call("GET", `/v3/customers/subscribers?email=${encodeURIComponent("ada@example.com")}`);
      await call(
        "GET",
        `/v3/customers/subscribers?date_modified:min=${encodeURIComponent("2020-01-01T00:00:00Z")}`,
      );
      await call("GET", "/v3/customers/subscribers/1");
    }));

  test("store, time, currencies, channels and sites", () =>
    expectConforming(async () => {
      await call("GET", "/v2/store");
      await call("GET", "/v2/time");
      await call("GET", "/v2/currencies?limit=250");
      await call(
        "GET",
        "/v3/channels?type:in=storefront&status:in=active,prelaunch&available=true&include=currencies",
      );
      await call("GET", "/v3/channels/1");
      await call("GET", "/v3/channels/1/site");
      await call("GET", "/v3/sites?limit=50");
    }));

  test("webhooks and scripts", () =>
    expectConforming(async () => {
      const destination = "https://app.example.com/webhooks";
      const hook = {
        scope: "store/order/created",
        destination,
        is_active: true,
        headers: { "X-Secret": "s" },
      };
      const made = await call("POST", "/v3/hooks", hook);
      expect((await call("POST", "/v3/hooks", hook)).status).toBe(422);
      await call("GET", "/v3/hooks?limit=250&page=1&is_active=true");
      await call("GET", `/v3/hooks/${made.body.data.id}`);
      await call("PUT", `/v3/hooks/${made.body.data.id}`, { is_active: true });
      await call("GET", "/v3/hooks/admin");
      await call("DELETE", `/v3/hooks/${made.body.data.id}`);
      const script = await call("POST", "/v3/content/scripts", {
        name: "Laurel",
        description: "Loyalty",
        kind: "src",
        src: "https://app.example.com/widget.js?store=abc123",
        load_method: "defer",
        location: "footer",
        visibility: "storefront",
        auto_uninstall: true,
        enabled: true,
        consent_category: "functional",
        channel_id: 1,
      });
      await call("GET", "/v3/content/scripts?channel_id:in=1&limit=250");
      await call("GET", `/v3/content/scripts/${script.body.data.uuid}`);
      await call("PUT", `/v3/content/scripts/${script.body.data.uuid}`, { name: "Laurel", enabled: false });
      await call("DELETE", `/v3/content/scripts/${script.body.data.uuid}`);
    }));

  test("promotions, their codes, v2 coupons", () =>
    expectConforming(async () => {
      const promotion = await call("POST", "/v3/promotions", fiveOff);
      const path = `/v3/promotions/${promotion.body.data.id}`;
      const code = await call("POST", `${path}/codes`, {
        code: "LOY-1",
        max_uses: 1,
        max_uses_per_customer: 1,
      });
      expect((await call("POST", `${path}/codes`, { code: "loy-1", max_uses: 1 })).status).toBe(422);
      await call("GET", "/v3/promotions/codes?code=LOY-1");
      const page = await call("GET", `${path}/codes?limit=1`);
      await call(
        "GET",
        `${path}/codes?limit=1&after=${encodeURIComponent(page.body.meta.cursor_pagination.end_cursor)}`,
      );
      await call(
        "GET",
        `/v3/promotions?name=${encodeURIComponent(fiveOff.name)}&redemption_type=coupon&limit=50`,
      );
      await call("GET", path);
      await call("PUT", path, { status: "DISABLED" });
      await call("GET", "/v3/promotions/settings");
      expect((await call("DELETE", path)).status).toBe(422);
      await call("DELETE", `${path}/codes/${code.body.data.id}`);
      await call("DELETE", path);
      const coupon = {
        name: "Reward",
        code: "V2-1",
        type: "per_total_discount",
        amount: "5",
        min_purchase: "25",
        enabled: true,
        applies_to: { entity: "categories", ids: [0] },
        max_uses: 1,
        max_uses_per_customer: 1,
      };
      await call("POST", "/v2/coupons", coupon);
      expect((await call("POST", "/v2/coupons", coupon)).status).toBe(409);
      await call("GET", "/v2/coupons?code=V2-1&limit=50");
    }));

  test("an order that used a code", () =>
    expectConforming(async () => {
      const promotion = await call("POST", "/v3/promotions", fiveOff);
      await call("POST", `/v3/promotions/${promotion.body.data.id}/codes`, { code: "USED-1", max_uses: 1 });
      const order = sandbox
        .store()
        .placeOrder({ customerId: 2, lines: [{ productId: 1 }], couponCodes: ["used-1"] });
      await call("GET", `/v2/orders/${order.id}/coupons`);
      await call("GET", `/v2/orders/${order.id}/products`);
      await call("GET", `/v2/orders/${order.id}`);
    }));

  test("products and reviews", () =>
    expectConforming(async () => {
      sandbox.store().addReview(1, { email: "ada@example.com" });
      await call("GET", "/v3/catalog/products?id:in=1,2,3&include_fields=name,categories,brand_id&limit=250");
      await call("GET", "/v3/catalog/products/1");
      await call("GET", "/v3/catalog/products/1/reviews?status=1&limit=250");
      expect((await call("GET", "/v3/catalog/products/2/reviews")).status).toBe(204);
    }));
});

const fiveOff = {
  name: "Loyalty: $5 off",
  redemption_type: "COUPON",
  coupon_type: "SINGLE",
  status: "ENABLED",
  currency_code: "USD",
  channels: [{ id: 1 }],
  can_be_used_with_other_promotions: true,
  rules: [
    {
      action: { cart_value: { discount: { fixed_amount: "5.00" } } },
      apply_once: true,
      stop: false,
      condition: { cart: { minimum_spend: "10.00" } },
    },
  ],
};
