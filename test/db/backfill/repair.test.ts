import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { sweepOrders } from "@/lib/services/orders/sweep-orders";
import { installStore } from "@/lib/services/stores/install-store";
import {
  finishProvisioning,
  installScripts,
  readChannels,
  readStore,
  registerWebhooks,
} from "@/lib/services/stores/provision-store";
import { pointsOf } from "./shop";

const sandbox = await vi.hoisted(async () => {
  const { startSandbox } = await import("@/test/sandbox/start");
  const clientId = process.env.BIGCOMMERCE_CLIENT_ID ?? "";
  const clientSecret = process.env.BIGCOMMERCE_CLIENT_SECRET ?? "";
  const app = { clientId, clientSecret, url: "http://127.0.0.1:3000" };
  const started = await startSandbox({ app, stores: [{ hash: "heal1" }], webhooks: { paused: true } });
  process.env.BIGCOMMERCE_API_URL = started.url;
  process.env.BIGCOMMERCE_LOGIN_URL = started.url;
  return started;
});
const at = sandbox.store("heal1");
let storeId: bigint;

beforeAll(async () => {
  const query = new URL(at.authUrl()).searchParams;
  await installStore({ code: query.get("code"), scope: query.get("scope"), context: query.get("context") });
  storeId = (await db().store.findUniqueOrThrow({ where: { hash: "heal1" } })).id;
  await readStore(storeId);
  await readChannels(storeId);
  await registerWebhooks(storeId);
  await installScripts(storeId);
  await finishProvisioning(storeId);
});
afterAll(() => sandbox.stop());

const hooks = () => [...at.state.hooks.values()].map(({ scope, active }) => ({ scope, active }));

test("a store whose hooks were all deleted, or switched off, has every one of them back after the nightly look", async () => {
  const before = hooks();
  expect(before.length).toBeGreaterThan(5);
  at.state.hooks.clear();
  await registerWebhooks(storeId);
  expect(hooks()).toEqual(before);
  for (const hook of at.state.hooks.values()) hook.active = false;
  const [first] = at.state.hooks.keys();
  at.state.hooks.delete(first ?? 0);
  await registerWebhooks(storeId);
  expect(new Set(hooks().map(({ scope }) => scope))).toEqual(new Set(before.map(({ scope }) => scope)));
  expect(hooks().every(({ active }) => active)).toBe(true);
});

test("a script that is gone is put back and noted; one that is there is left alone", async () => {
  const noted = () => db().channel.findFirstOrThrow({ where: { storeId } });
  const before = (await noted()).scriptUuid;
  await installScripts(storeId);
  expect((await noted()).scriptUuid).toBe(before);
  at.state.scripts.clear();
  await installScripts(storeId);
  expect(at.state.scripts.size).toBe(await db().channel.count({ where: { storeId } }));
  expect((await noted()).scriptUuid).not.toBe(before);
});

test("orders placed while no hook was there are found by the sweep and counted as drift of the day", async () => {
  at.state.hooks.clear();
  const customerId = at.addCustomer({ email: "drift@example.com" }).id;
  const lines = [{ name: "Mug", price: "10.00", quantity: 1 }];
  const before = await pointsOf(storeId);
  const [orderId = 0] = at.placeOrders(3, () => ({ customerId, lines }));
  // By then their webhooks should have come.
  const now = new Date(Date.now() + 180_000);
  await sweepOrders({ storeId, now });
  expect((await pointsOf(storeId)) - before).toBe(30);
  at.refund(orderId, { amount: "10.00" });
  await sweepOrders({ storeId, now });
  expect((await pointsOf(storeId)) - before).toBe(20);
  const [day] = await db().syncDay.findMany({ where: { storeId } });
  expect(day?.drifted).toBeGreaterThanOrEqual(4);
});
