import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { specsAvailable } from "./specs";
import { listViolations } from "./validate";

/** A browser as far as the shop needs one: it keeps the session cookie and follows redirects by hand. */
class Shopper {
  private cookie = "";
  constructor(private readonly origin: string) {}

  async request(
    path: string,
    init: RequestInit = {},
  ): Promise<{ status: number; text: string; location: string }> {
    const response = await fetch(`${this.origin}${path}`, {
      redirect: "manual",
      ...init,
      headers: { cookie: this.cookie, accept: "application/json", ...(init.headers as object) },
    });
    this.cookie = response.headers.get("set-cookie")?.split(";")[0] ?? this.cookie;
    return {
      status: response.status,
      text: await response.text(),
      location: response.headers.get("location") ?? "",
    };
  }
  submit(path: string, fields: Record<string, string>) {
    return this.request(path, { method: "POST", body: new URLSearchParams(fields) });
  }
  sendJson(path: string, body: object, method = "POST") {
    return this.request(path, {
      method,
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
  }
}

describe("the sandbox's storefront", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({
      stores: [
        {
          hash: "abc123",
          channels: [
            { id: 1, name: "Main" },
            { id: 2, name: "Second" },
          ],
        },
      ],
      seed: "demo",
      webhooks: { paused: true },
    });
    await makeCode("LOY-5");
  });
  afterAll(() => sandbox.stop());

  async function api(path: string, body: object) {
    const response = await fetch(`${sandbox.url}/stores/abc123${path}`, {
      method: "POST",
      headers: {
        "x-auth-token": sandbox.store().issueToken(),
        "content-type": "application/json",
        accept: "application/json",
      },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { data: { id: number } };
  }
  async function makeCode(code: string) {
    const promotion = await api("/v3/promotions", {
      name: "Five off",
      redemption_type: "COUPON",
      rules: [
        {
          action: { cart_value: { discount: { fixed_amount: "5" } } },
          condition: { cart: { minimum_spend: "20" } },
        },
      ],
    });
    await api(`/v3/promotions/${promotion.data.id}/codes`, { code, max_uses: 1, max_uses_per_customer: 1 });
  }
  const jwtPath = () => `/customer/current.jwt?app_client_id=${sandbox.app.clientId}`;

  test("a guest has no identity, a signed-in shopper has, and only for the app that exists", async () => {
    const shopper = new Shopper(sandbox.store().storefrontUrl());
    expect((await shopper.request(jwtPath())).status).toBe(404);
    await shopper.submit("/login.php?action=check_login", { customer_id: "2" });
    const { status, text } = await shopper.request(jwtPath());
    expect(status).toBe(200);
    expect(text.split(".")).toHaveLength(3);
    expect((await shopper.request("/customer/current.jwt?app_client_id=somebody")).status).toBe(404);
    await shopper.request("/login.php?action=logout");
    expect((await shopper.request(jwtPath())).status).toBe(404);
  });

  test("a code is applied to the cart once its version is right, and used up by the order", async () => {
    const shopper = new Shopper(sandbox.store().storefrontUrl());
    await shopper.submit("/login.php?action=check_login", { customer_id: "1" });
    await shopper.submit("/cart.php?action=add", { product_id: "2", qty: "1" });
    const cartsText = (await shopper.request("/api/storefront/carts")).text;
    const [cart] = JSON.parse(cartsText);
    const coupons = `/api/storefront/checkouts/${cart.id}/coupons`;
    const stale = await shopper.sendJson(coupons, { couponCode: "LOY-5", version: cart.version + 1 });
    expect(stale.status).toBe(409);
    expect((await shopper.sendJson(coupons, { couponCode: "NO-SUCH" })).status).toBe(400);
    const applied = await shopper.sendJson(coupons, { couponCode: "loy-5", version: cart.version });
    expect(applied.status).toBe(200);
    expect(JSON.parse(applied.text)).toMatchObject({
      subtotal: 19,
      coupons: [{ code: "LOY-5", discountedAmount: 5 }],
      cart: { version: cart.version + 1 },
    });
    if (specsAvailable) {
      expectDescribed("GET", "/api/storefront/carts", "", cartsText);
      expectDescribed("POST", coupons, '{"couponCode":"loy-5"}', applied.text);
    }

    const paid = await shopper.submit("/checkout", { name: "Ada Moreno", street: "1 Road" });
    expect(paid.location).toBe("/checkout/order-confirmation");
    const order = [...sandbox.store().state.orders.values()].at(-1);
    expect(order).toMatchObject({
      customerId: 1,
      statusId: 10,
      couponDiscount: 500,
      coupons: [{ code: "LOY-5" }],
    });
    expect(sandbox.store().state.codes.get(1)?.currentUses).toBe(1);

    await shopper.submit("/cart.php?action=add", { product_id: "10", qty: "1" });
    const again = JSON.parse((await shopper.request("/api/storefront/carts")).text)[0];
    const refused = await shopper.sendJson(`/api/storefront/checkouts/${again.id}/coupons`, {
      couponCode: "LOY-5",
    });
    expect(refused.status).toBe(400);
  });

  test("another origin cannot change the cart, another browser cannot see it", async () => {
    const shopper = new Shopper(sandbox.store().storefrontUrl());
    await shopper.submit("/cart.php?action=add", { product_id: "1", qty: "1" });
    const [cart] = JSON.parse((await shopper.request("/api/storefront/carts")).text);
    const path = `/api/storefront/checkouts/${cart.id}/coupons`;
    const foreign = await shopper.request(path, {
      method: "POST",
      body: '{"couponCode":"X"}',
      headers: { origin: "http://evil.example", "content-type": "application/json" },
    });
    expect(foreign.status).toBe(403);
    const stranger = new Shopper(sandbox.store().storefrontUrl());
    expect((await stranger.request(`/api/storefront/checkouts/${cart.id}`)).status).toBe(404);
  });

  test("an installed script stands in the footer of its channel's pages, but not at the checkout", async () => {
    await api("/v3/content/scripts", {
      name: "Laurel",
      kind: "src",
      src: "https://app.example.com/widget.js?store=abc123&channel=1",
      load_method: "defer",
      location: "footer",
      visibility: "storefront",
      consent_category: "functional",
      channel_id: 1,
    });
    const tag = '<script src="https://app.example.com/widget.js?store=abc123&amp;channel=1" defer></script>';
    const shopper = new Shopper(sandbox.store().storefrontUrl(1));
    for (const path of ["/", "/products/1", "/categories/1", "/cart.php", "/login.php"]) {
      expect((await shopper.request(path)).text).toContain(tag);
    }
    await shopper.submit("/cart.php?action=add", { product_id: "1", qty: "1" });
    expect((await shopper.request("/checkout")).text).not.toContain("widget.js");
    expect((await new Shopper(sandbox.store().storefrontUrl(2)).request("/")).text).not.toContain(
      "widget.js",
    );
  });

  test("an order waits for the merchant, or completes by itself, as the store is set", async () => {
    const buy = async () => {
      const shopper = new Shopper(sandbox.store().storefrontUrl());
      await shopper.submit("/cart.php?action=add", { product_id: "1", qty: "1" });
      await shopper.submit("/checkout", { name: "G Uest", street: "1 Road", email: "g@example.com" });
      return [...sandbox.store().state.orders.values()].at(-1);
    };
    sandbox.store().setSettings({ checkoutStatusId: 11, autoCompleteSeconds: null });
    expect(await buy()).toMatchObject({ statusId: 11, customerId: 0, billing: { email: "g@example.com" } });
    sandbox.store().setSettings({ autoCompleteSeconds: 0.01 });
    const order = await buy();
    await expect.poll(() => order?.statusId).toBe(10);
  });

  function expectDescribed(method: string, path: string, requestBody: string, responseBody: string) {
    const requestHeaders = {
      accept: "application/json",
      "content-type": "application/json",
      "user-agent": "test",
    };
    const call = { id: 1, at: 0, store: "abc123", query: "", responseHeaders: {}, fault: null, status: 200 };
    expect(listViolations([{ ...call, method, path, requestHeaders, requestBody, responseBody }])).toEqual(
      [],
    );
  }
});
