import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest } from "inngest";
import { expect, test } from "vitest";
import { GET, POST, PUT } from "@/app/api/inngest/route";
import { inngest } from "@/inngest/client";
import { functions } from "@/inngest/functions";
import { pool } from "@/lib/db/client";
import { createSdk } from "@/lib/embedded/call-sdk";
import { startForwarder } from "@/lib/embedded/forward-events";
import { findRefusals } from "@/lib/embedded/refuse-unsupported";
import { sendEvents } from "@/lib/events";
import { openPool, until } from "./support/engine";

test("every function of the app is one that the embedded runner takes, and says how often it retries", async () => {
  const described = await createSdk(inngest, functions).describe();
  expect(described.length).toBeGreaterThanOrEqual(functions.length);
  expect(described.flatMap(findRefusals)).toEqual([]);
  const silent = described.filter(({ steps }) => steps.step.retries === undefined);
  expect(silent.map(({ id }) => id)).toEqual([]);
});

test("no two functions share an id", async () => {
  const ids = functions.map((fn) => fn.id());
  expect(ids).toEqual([...new Set(ids)]);
});

test("with the embedded runner nobody can call functions over HTTP", async () => {
  const request = new Request("http://127.0.0.1/api/inngest", { method: "POST", body: "{}" });
  for (const handler of [GET, POST, PUT] as ((request: Request) => Response | Promise<Response>)[]) {
    expect((await handler(request)).status).toBe(404);
  }
});

test("in server mode events reach Inngest with their ids, also those sent while it was down", async () => {
  const received: { id: string; name: string; data: unknown }[] = [];
  let down = true;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      if (down) return response.writeHead(503).end("{}");
      const events = JSON.parse(body);
      received.push(...events);
      response.end(JSON.stringify({ ids: events.map(() => "1"), status: 200 }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new Inngest({
    id: "forward",
    isDev: false,
    eventKey: "key",
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    logger: { info() {}, warn() {}, error() {}, debug() {} },
  });
  const own = openPool();
  await sendEvents([{ name: "store/installed", id: "forward-1", data: { storeId: "1" } }]);
  const starting = startForwarder({ pool: own, client });
  setTimeout(() => {
    down = false;
  }, 200);
  const forwarder = await starting;
  await sendEvents([{ name: "store/uninstalled", id: "forward-2", data: { storeId: "1" } }]);
  await until("both events", () => received.length >= 2);
  expect(received.map(({ id, name, data }) => ({ id, name, data }))).toEqual([
    { id: "forward-1", name: "store/installed", data: { storeId: "1" } },
    { id: "forward-2", name: "store/uninstalled", data: { storeId: "1" } },
  ]);
  const waiting = async () =>
    (await pool().query("select 1 from runner_events where routed_at is null")).rowCount;
  await until("the outbox to be empty", async () => (await waiting()) === 0);
  await forwarder.stop();
  await own.end();
  server.closeAllConnections();
  server.close();
});
