import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findFreePort } from "@/lib/setup/postgres-process.mjs";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { type InProcessApp, startInProcessApp } from "@/test/support/in-process-app";

/** The app's life in a store: installed, loaded, set up, left; over real HTTP and a simulated BigCommerce. */
let sandbox: Sandbox;
let app: InProcessApp;
const visit = (url: string, init?: RequestInit) => fetch(url, { redirect: "manual", ...init });

beforeAll(async () => {
  const port = await findFreePort();
  process.env.APP_URL = `http://127.0.0.1:${port}`;
  sandbox = await startSandbox({
    app: {
      url: process.env.APP_URL,
      clientId: process.env.BIGCOMMERCE_CLIENT_ID ?? "",
      clientSecret: process.env.BIGCOMMERCE_CLIENT_SECRET ?? "",
    },
    stores: [{ hash: "alpha1" }, { hash: "beta2" }, { hash: "gamma3" }, { hash: "delta4" }],
    webhooks: { timeScale: 0.001 },
  });
  process.env.BIGCOMMERCE_API_URL = sandbox.url;
  process.env.BIGCOMMERCE_LOGIN_URL = sandbox.url;
  const { GET: auth } = await import("@/app/api/bigcommerce/auth/route");
  const { GET: load } = await import("@/app/api/bigcommerce/load/route");
  const { GET: uninstall } = await import("@/app/api/bigcommerce/uninstall/route");
  const { GET: removeUser } = await import("@/app/api/bigcommerce/remove-user/route");
  const { POST: renew } = await import("@/app/api/admin/session/renew/route");
  app = await startInProcessApp(port, {
    "/api/bigcommerce/auth": { GET: auth },
    "/api/bigcommerce/load": { GET: load },
    "/api/bigcommerce/uninstall": { GET: uninstall },
    "/api/bigcommerce/remove-user": { GET: removeUser },
    "/api/admin/session/renew": { POST: renew },
  });
});

afterAll(async () => {
  await app.stop();
  await sandbox.stop();
});

describe("install", () => {
  test("a click on Install ends in the dashboard with a one-time code that opens one session", async () => {
    const answer = await visit(sandbox.store("alpha1").authUrl());
    expect(answer.status).toBe(302);
    const { openSession } = await import("@/lib/services/sessions/open-session");
    const code = codeOf(answer);
    const session = await openSession(code);
    expect(session?.store.hash).toBe("alpha1");
    expect(session?.user.isOwner).toBe(true);
    expect(await openSession(code)).toBeNull();
  });

  test("the token is kept encrypted and the event that starts the set-up is committed with the store", async () => {
    const { pool } = await import("@/lib/db/client");
    const { rows } = await pool().query(
      "select s.access_token_encrypted, e.name, e.data from stores s join runner_events e on e.data->>'storeId' = s.id::text where s.hash = 'alpha1'",
    );
    const token = sandbox.store("alpha1").state.tokens.at(-1)?.token ?? "";
    expect(rows).toHaveLength(1);
    expect(rows[0].name).toBe("store/installed");
    expect(rows[0].access_token_encrypted).not.toContain(token);
  });

  test("installing again is an upsert: same store, same webhook secret, another set-up", async () => {
    const { pool } = await import("@/lib/db/client");
    const read = async () =>
      (await pool().query("select id, webhook_secret_hash from stores where hash = 'alpha1'")).rows;
    const before = await read();
    expect((await visit(sandbox.store("alpha1").authUrl())).status).toBe(302);
    expect(await read()).toEqual(before);
    const { rows } = await pool().query(
      "select count(*)::int as n from effects where name = 'store/installed'",
    );
    expect(rows[0].n).toBe(2);
  });

  test("missing parameters and a used code show a branded page with 400, a foreign context one with 403", async () => {
    const used = sandbox.store("beta2").authUrl();
    await visit(used);
    const foreign = new URL(sandbox.store("beta2").authUrl());
    foreign.searchParams.set("context", "stores/alpha1");
    // For a context that is not the code's own BigCommerce answers a token without any scope.
    const pages: [string, number][] = [
      [`${app.url}/api/bigcommerce/auth`, 400],
      [foreign.href, 403],
      [used, 400],
    ];
    for (const [url, status] of pages) {
      const answer = await visit(url);
      expect(answer.status).toBe(status);
      expect(answer.headers.get("content-security-policy")).toContain(
        "frame-ancestors https://*.mybigcommerce.com",
      );
      expect(await answer.text()).toContain("Laurel");
    }
  });

  test("a missing scope is named, with 403, and nothing is installed", async () => {
    const scopes = ["store_v2_orders_read_only", "store_v2_customers"];
    const answer = await visit(sandbox.store("gamma3").authUrl({ scopes }));
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("store_v2_marketing");
    const { findStoreByHash } = await import("@/lib/db/stores");
    expect(await findStoreByHash("gamma3")).toBeNull();
  });

  test("an install from outside ends on BigCommerce's own pages", async () => {
    const good = await visit(sandbox.store("gamma3").authUrl({ external: true }));
    expect(good.headers.get("location")).toMatch(/\/app\/[^/]+\/install\/succeeded$/);
    const bad = await visit(`${app.url}/api/bigcommerce/auth?external_install=1`);
    expect(bad.headers.get("location")).toMatch(/\/app\/[^/]+\/install\/failed$/);
  });
});

describe("load", () => {
  test("a staff user is provisioned for that store and is no owner", async () => {
    const user = { id: 501, email: "staff@x.test" };
    const answer = await visit(await sandbox.store("alpha1").loadUrl({ user }));
    const { openSession } = await import("@/lib/services/sessions/open-session");
    const session = await openSession(codeOf(answer));
    expect(session?.user).toMatchObject({ bcUserId: 501n, isOwner: false });
  });

  test("deep links lead to pages we know, and nowhere else", async () => {
    const paths: Record<string, string> = {
      "/customers/17": "/dashboard/customers/17",
      "//evil.test/x": "/dashboard",
      "https://evil.test": "/dashboard",
      "/\\evil.test": "/dashboard",
      "/customers/../../x": "/dashboard",
    };
    for (const [url, path] of Object.entries(paths)) {
      const answer = await visit(await sandbox.store("alpha1").loadUrl({ url }));
      expect(new URL(answer.headers.get("location") ?? "", app.url).pathname).toBe(path);
      expect(new URL(answer.headers.get("location") ?? "", app.url).origin).toBe(app.url);
    }
  });

  test("a bad token is 401, a store that has not installed the app 400, both branded", async () => {
    const bad = await visit(`${app.url}/api/bigcommerce/load?signed_payload_jwt=nonsense`);
    const unknown = await visit(await sandbox.store("delta4").loadUrl());
    expect([bad.status, unknown.status]).toEqual([401, 400]);
    expect(await bad.text()).toContain("Laurel");
    expect(await unknown.text()).toContain("not installed");
  });
});

describe("sessions", () => {
  const bearerOf = async (user?: { id: number; email: string }) => {
    const answer = await visit(await sandbox.store("alpha1").loadUrl(user ? { user } : {}));
    const { openSession } = await import("@/lib/services/sessions/open-session");
    return (await openSession(codeOf(answer)))?.bearer ?? "";
  };
  const renew = (bearer: string) =>
    visit(`${app.url}/api/admin/session/renew`, {
      method: "POST",
      headers: { authorization: `Bearer ${bearer}` },
    });

  test("a bearer can be renewed; without one the answer is 401 session_expired as problem+json", async () => {
    const bearer = await bearerOf();
    const renewed = await renew(bearer);
    expect(renewed.status).toBe(200);
    const { bearer: next } = await renewed.json();
    expect((await renew(next)).status).toBe(200);
    const refused = await visit(`${app.url}/api/admin/session/renew`, { method: "POST" });
    expect(refused.status).toBe(401);
    expect(refused.headers.get("content-type")).toContain("application/problem+json");
    expect(await refused.json()).toMatchObject({ code: "session_expired", status: 401 });
  });

  test("removing a user ends their sessions at once, and an older load does not let them back in", async () => {
    const user = { id: 502, email: "leaver@x.test", name: "Leaver" };
    sandbox.store("alpha1").state.staff.push(user as never);
    const oldLoad = await sandbox.store("alpha1").loadUrl({ user });
    const bearer = await bearerOf(user);
    expect((await renew(bearer)).status).toBe(200);
    expect(await sandbox.store("alpha1").removeUser(502)).toBe(200);
    expect((await renew(bearer)).status).toBe(401);
    expect((await visit(oldLoad)).status).toBe(401);
  });

  test("uninstalling ends every session, and the data stays", async () => {
    const bearer = await bearerOf();
    expect(await sandbox.store("alpha1").uninstall()).toBe(200);
    expect((await renew(bearer)).status).toBe(401);
    const { pool } = await import("@/lib/db/client");
    const { rows } = await pool().query(
      "select status, access_token_encrypted, webhook_secret_hash from stores where hash = 'alpha1'",
    );
    expect(rows).toEqual([
      { status: "uninstalled", access_token_encrypted: null, webhook_secret_hash: null },
    ]);
  });

  test("an uninstall signed before the present install is ignored", async () => {
    const stale = await sandbox
      .store("alpha1")
      .signLoad({ claims: { iat: Math.floor(Date.now() / 1000) - 60 } });
    await visit(sandbox.store("alpha1").authUrl());
    const answer = await visit(`${app.url}/api/bigcommerce/uninstall?signed_payload_jwt=${stale}`);
    expect([answer.status, await answer.json()]).toEqual([200, { result: "stale" }]);
    const bad = await visit(`${app.url}/api/bigcommerce/uninstall?signed_payload_jwt=x`);
    expect(bad.status).toBe(401);
  });
});

describe("set-up", () => {
  test("hooks with the secret, one script a storefront, facts, a program; a second run changes nothing", async () => {
    const store = sandbox.store("alpha1");
    for (let index = 0; index < 600; index += 1) store.addCustomer({ email: `c${index}@x.test` } as never);
    const { findStoreByHash } = await import("@/lib/db/stores");
    const provision = await import("@/lib/services/stores/provision-store");
    const storeId = (await findStoreByHash("alpha1"))?.id ?? 0n;
    const setUp = async () => {
      await provision.readStore(storeId);
      await provision.readChannels(storeId);
      await provision.registerWebhooks(storeId);
      await provision.installScripts(storeId);
      await provision.finishProvisioning(storeId);
    };
    await setUp();
    const hooks = () => [...store.state.hooks.values()];
    const scopes = [
      ...provision.webhookScopes,
      ...store.state.channels.map(({ id }) => provision.siteScope(id)),
    ];
    expect(hooks().map(({ scope }) => scope)).toEqual(scopes);
    expect(store.state.scripts.size).toBe(store.state.channels.length);
    sandbox.admin.clearRequests();
    await setUp();
    expect(hooks()).toHaveLength(scopes.length);
    expect(sandbox.admin.requests().filter((request) => request.method !== "GET")).toEqual([]);
    expect(await findStoreByHash("alpha1")).toMatchObject({
      name: "Fern & Kettle",
      timeZone: "America/Chicago",
    });
  });

  test("all customers are copied in pages, and a killed copy goes on where it was", async () => {
    const { findStoreByHash } = await import("@/lib/db/stores");
    const { importCustomerPages, startCustomerImport } = await import(
      "@/lib/services/customers/import-customers"
    );
    const { pool } = await import("@/lib/db/client");
    const storeId = (await findStoreByHash("alpha1"))?.id ?? 0n;
    const { importId } = await startCustomerImport(storeId);
    expect(await importCustomerPages({ storeId, importId, pagesMax: 1 })).toEqual({ isDone: false });
    expect((await startCustomerImport(storeId)).importId).toBe(importId);
    expect(await importCustomerPages({ storeId, importId, pagesMax: 10 })).toEqual({ isDone: true });
    const { rows } = await pool().query(
      `select j.status, j.done, j.total, (select count(*)::int from customers c where c.store_id = j.store_id) as n
         from import_jobs j where j.id = $1`,
      [importId],
    );
    expect(rows).toEqual([{ status: "done", done: 600, total: 600, n: 600 }]);
  });
});

function codeOf(answer: Response): string {
  const location = new URL(answer.headers.get("location") ?? "", app.url);
  expect(location.pathname).toMatch(/^\/dashboard/);
  return location.searchParams.get("code") ?? "";
}
