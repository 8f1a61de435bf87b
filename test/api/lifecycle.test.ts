import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { findFreePort } from "@/lib/setup/postgres-process.mjs";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { type RunningApp, startApp } from "@/test/support/app";

/** The built app and a simulated BigCommerce, from the click on Install to the uninstall, killed on the way. */
const customerCount = 3_000;
const app = {
  clientId: process.env.BIGCOMMERCE_CLIENT_ID ?? "",
  clientSecret: process.env.BIGCOMMERCE_CLIENT_SECRET ?? "",
};
let sandbox: Sandbox;
let laurel: RunningApp;
let logs = "";
const store = () => sandbox.store("whole1");

beforeAll(async () => {
  const port = await findFreePort();
  sandbox = await startSandbox({
    app: { ...app, url: `http://127.0.0.1:${port}` },
    stores: [{ hash: "whole1" }],
    webhooks: { timeScale: 0.002 },
  });
  for (let index = 0; index < customerCount; index += 1) {
    store().addCustomer({ email: `person${index}@private.test`, firstName: "P" } as never);
  }
  laurel = await start(port);
});
afterAll(async () => {
  await laurel.stop();
  await sandbox.stop();
});

async function start(port: number): Promise<RunningApp> {
  const env = { BIGCOMMERCE_API_URL: sandbox.url, BIGCOMMERCE_LOGIN_URL: sandbox.url, LOG_LEVEL: "debug" };
  return startApp({ port, env });
}

const visit = (url: string) => fetch(url, { redirect: "manual" });
const read = async (text: string) => (await pool().query(text)).rows;
const eventually = (text: string) => expect.poll(() => read(text), { timeout: 60_000, interval: 100 });

describe("install", () => {
  test("one click: webhooks, script, facts and program are there without anything else", async () => {
    const answer = await visit(store().authUrl());
    expect([answer.status, answer.headers.get("location")?.split("?")[0]]).toEqual([302, "/dashboard"]);
    await eventually("select provisioned_at is not null as done from stores").toEqual([{ done: true }]);
    expect(store().state.hooks.size).toBeGreaterThan(8);
    expect(store().state.scripts.size).toBe(1);
    expect(await read("select status, number from program_versions")).toEqual([
      { status: "published", number: 1 },
    ]);
  });

  test("killed in the middle of the copy, it goes on and copies every customer once", async () => {
    await eventually("select done > 0 as begun from import_jobs").toEqual([{ begun: true }]);
    logs += laurel.logs();
    await laurel.kill9();
    laurel = await start(laurel.port);
    await eventually("select status, done, total from import_jobs").toEqual([
      { status: "done", done: customerCount, total: customerCount },
    ]);
    expect(await read("select count(*)::int as n from customers")).toEqual([{ n: customerCount }]);
  });
});

describe("life", () => {
  test("the dashboard opens with the code of a load, and a second use of the code does not", async () => {
    const load = await visit(await store().loadUrl());
    const page = `${laurel.url}${load.headers.get("location")}`;
    expect([load.status, (await fetch(page)).status]).toEqual([302, 200]);
    const { openSession } = await import("@/lib/services/sessions/open-session");
    expect(await openSession(new URL(page).searchParams.get("code") ?? "")).toBeNull();
  });

  test("a customer who signs up is known within moments, by webhook", async () => {
    store().addCustomer({ email: "fresh@private.test" } as never);
    await eventually("select state from customers where email = 'fresh@private.test'").toEqual([
      { state: "candidate" },
    ]);
  });

  test("uninstalled: webhooks are dropped with 200, jobs rest, the data stays", async () => {
    const hook = [...store().state.hooks.values()][0];
    expect(await store().uninstall()).toBe(200);
    const answer = await fetch(`${laurel.url}/api/webhooks/bigcommerce`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(hook?.headers as Record<string, string>) },
      body: JSON.stringify({ scope: "store/order/created", data: { id: 1 }, producer: "stores/whole1" }),
    });
    expect(answer.status).toBe(200);
    expect(
      await read("select count(*)::int as n from webhook_inbox where scope like 'store/order/%'"),
    ).toEqual([{ n: 0 }]);
    expect(await read("select count(*)::int as n from customers")).toEqual([{ n: customerCount + 1 }]);
  });

  test("installed again: everything is set up again, once", async () => {
    expect((await visit(store().authUrl())).status).toBe(302);
    await eventually("select provisioned_at is not null as done from stores").toEqual([{ done: true }]);
    expect([store().state.scripts.size, await read("select count(*)::int as n from stores")]).toEqual([
      1,
      [{ n: 1 }],
    ]);
  });
});

test("no token, code, secret or e-mail address is in the logs, debug lines included", () => {
  logs += laurel.logs();
  expect(logs).toContain('"msg":"request"');
  const tokens = store().state.tokens.map(({ token }) => token);
  const codes = store().state.authCodes.map(({ code }) => code);
  for (const secret of [
    ...tokens,
    ...codes,
    app.clientSecret,
    "@private.test",
    "signed_payload_jwt",
    "eyJ",
  ]) {
    expect(logs).not.toContain(secret);
  }
});
