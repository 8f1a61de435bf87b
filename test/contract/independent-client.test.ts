import BigCommerce from "node-bigcommerce";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { LoopbackAgent } from "./loopback-agent";

/** The public `node-bigcommerce` package knows BigCommerce and not us: if it gets along, the sandbox is no echo of our own client. */
describe("node-bigcommerce against the sandbox", () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ stores: [{ hash: "abc123" }], seed: "demo" });
  });
  afterAll(() => sandbox.stop());

  function client(apiVersion: "v2" | "v3", options: { accessToken?: string; responseType?: "xml" } = {}) {
    return new BigCommerce({
      clientId: sandbox.app.clientId,
      secret: sandbox.app.clientSecret,
      storeHash: "abc123",
      accessToken: sandbox.store().issueToken(),
      apiVersion,
      failOnLimitReached: true,
      agent: new LoopbackAgent(Number(new URL(sandbox.url).port)),
      ...options,
    });
  }

  test("lists orders and reads one with its lines", async () => {
    const orders = (await client("v2").get("/orders?limit=50")) as { id: number; total_inc_tax: string }[];
    expect(orders).toHaveLength(30);
    expect(orders[0]?.total_inc_tax).toMatch(/^\d+\.\d{4}$/);
    const lines = (await client("v2").get(`/orders/${orders[0]?.id}/products`)) as { order_id: number }[];
    expect(lines[0]?.order_id).toBe(orders[0]?.id);
  });

  test("gets an empty text, not a crash, for an empty list", async () => {
    expect(await client("v2").get("/orders?min_id=999999")).toBe("");
  });

  test("lists customers and their refunds", async () => {
    const customers = (await client("v3").get("/customers?limit=3")) as { data: unknown[]; meta: object };
    expect(customers.data).toHaveLength(3);
    const refunds = (await client("v3").get("/orders/payment_actions/refunds")) as { data: unknown[] };
    expect(refunds.data).toHaveLength(2);
  });

  test("makes, lists and deletes a webhook", async () => {
    const api = client("v3");
    const destination = "https://app.example.com/hooks";
    const made = (await api.post("/hooks", { scope: "store/order/*", destination, is_active: true })) as {
      data: { id: number };
    };
    expect(await api.get("/hooks")).toMatchObject({
      data: [{ id: made.data.id, destination, is_active: true }],
    });
    await api.delete(`/hooks/${made.data.id}`);
    expect(await api.get("/hooks")).toMatchObject({ data: [] });
  });

  test("is given XML when it does not ask for JSON", async () => {
    expect(await client("v2", { responseType: "xml" }).get("/time")).toMatch(/^<\?xml/);
  });

  test("is refused with 401 for a token of nobody", async () => {
    const refused = client("v2", { accessToken: "nobody" }).get("/time");
    await expect(refused).rejects.toMatchObject({ code: 401 });
  });

  test("is told when to come back by a 429", async () => {
    sandbox.admin.addFault({ kind: "rate-limit", path: "/v2/time" });
    await expect(client("v2").get("/time")).rejects.toMatchObject({ retryAfter: 1 });
  });

  test("verifies the signed load payload and refuses a forged one", () => {
    const payload = sandbox.store().signLegacyPayload();
    expect(client("v2").verify(payload)).toMatchObject({ context: "stores/abc123", user: { id: 7001 } });
    const [body = ""] = payload.split(".");
    expect(() => client("v2").verify(`${body}.${Buffer.from("0".repeat(64)).toString("base64")}`)).toThrow();
  });
});
