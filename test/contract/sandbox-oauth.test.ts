import { jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";

describe("the sandbox's sign-in", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ stores: [{ hash: "abc123" }, { hash: "other9" }], seed: "demo" });
  });
  afterAll(() => sandbox.stop());

  async function exchange(change: Record<string, string> = {}) {
    const query = new URL(sandbox.store().authUrl()).searchParams;
    const body = {
      client_id: sandbox.app.clientId,
      client_secret: sandbox.app.clientSecret,
      grant_type: "authorization_code",
      redirect_uri: `${sandbox.app.url}/api/bigcommerce/auth`,
      code: query.get("code"),
      scope: query.get("scope"),
      context: query.get("context"),
      ...change,
    };
    return post(body);
  }
  async function post(body: object) {
    const response = await fetch(`${sandbox.url}/oauth2/token`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }
  const getTime = (token: string, hash = "abc123") =>
    fetch(`${sandbox.url}/stores/${hash}/v2/store`, {
      headers: { "x-auth-token": token, accept: "application/json" },
    });

  test("a code becomes a token that opens this store and no other", async () => {
    const { status, body } = await exchange();
    expect(status).toBe(200);
    expect(body).toMatchObject({ context: "stores/abc123", owner: { id: 7001 } });
    expect(body.scope.split(" ")).toContain("users_basic_information");
    expect((await getTime(body.access_token)).status).toBe(200);
    expect((await getTime(body.access_token, "other9")).status).toBe(401);
  });

  test("a code works once", async () => {
    const query = new URL(sandbox.store().authUrl()).searchParams;
    const change = { code: query.get("code") ?? "" };
    expect((await exchange(change)).status).toBe(200);
    expect((await exchange(change)).status).toBe(400);
  });

  test("another redirect address is refused in BigCommerce's words", async () => {
    const { status, body } = await exchange({ redirect_uri: `${sandbox.app.url}/api/bigcommerce/load` });
    expect(status).toBe(400);
    expect(body.error).toBe("Parameter redirect_uri does not match registered URI");
  });

  test("a wrong secret is refused", async () => {
    expect((await exchange({ client_secret: "wrong" })).status).toBe(401);
  });

  test("a mangled context gives a token that opens nothing", async () => {
    const { status, body } = await exchange({ context: "abc123" });
    expect(status).toBe(200);
    expect(body.scope).toBeNull();
    expect((await getTime(body.access_token)).status).toBe(403);
  });

  test("a missing scope is 403, a revoked token 401", async () => {
    const store = sandbox.store();
    const orders = store.issueToken(["store_v2_orders_read_only"]);
    expect((await getTime(orders)).status).toBe(403);
    store.revokeTokens();
    expect((await getTime(orders)).status).toBe(401);
  });

  test("signed payloads and the shopper's token have the documented claims", async () => {
    const key = new TextEncoder().encode(sandbox.app.clientSecret);
    const load = await jwtVerify(await sandbox.store().signLoad({ url: "/customers" }), key, {
      issuer: "bc",
    });
    expect(load.protectedHeader.alg).toBe("HS256");
    expect(load.payload).toMatchObject({
      aud: sandbox.app.clientId,
      sub: "stores/abc123",
      url: "/customers",
    });
    expect((load.payload.iat ?? 0) - (load.payload.nbf ?? 0)).toBe(5);
    const shopper = await jwtVerify(await sandbox.store().currentCustomerJwt(1), key, { issuer: "bc/apps" });
    expect(shopper.payload).toMatchObject({
      sub: "abc123",
      store_hash: "abc123",
      operation: "current_customer",
      customer: { id: 1, email: "ada@example.com", group_id: "0" },
    });
    expect((shopper.payload.exp ?? 0) - (shopper.payload.iat ?? 0)).toBe(900);
  });
});
