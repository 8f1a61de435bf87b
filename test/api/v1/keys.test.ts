import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { logger } from "@/lib/logger";
import { createCustomer, type Shop } from "@/test/api/storefront/shop";
import { captureLog } from "@/test/support/capture-log";
import type { InProcessApp } from "@/test/support/in-process-app";
import { createApiShop, createKey, post, quiz, serveApi } from "./api-shop";

let app: InProcessApp;
let url: string;
let shop: Shop;
let activity: object;
beforeAll(async () => {
  app = await serveApi();
  url = `${app.url}/api/v1/activities`;
  shop = await createApiShop(quiz);
});
afterAll(() => app.stop());
beforeEach(async () => {
  activity = { token: "quiz", customer_id: Number(await createCustomer(shop, { bcCustomerId: nextId++ })) };
});
let nextId = 1;

test("no key, a key of another shape, an unknown one and one with a letter changed answer 401", async () => {
  const { key } = await createKey(shop);
  const unknown = `lak_${"A".repeat(43)}`;
  const changed = key.slice(0, -2) + (key.at(-2) === "A" ? "B" : "A") + key.slice(-1);
  for (const wrong of [null, "lak_short", unknown, changed, key.toLowerCase().replace(/[g-z]/g, "a")]) {
    const answer = await post(url, wrong, { activity });
    expect(answer, String(wrong)).toMatchObject({ status: 401, body: { code: "unauthorized", status: 401 } });
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(answer.headers.get("www-authenticate")).toContain("Bearer");
  }
  expect(await db().activity.count({ where: { storeId: shop.id } })).toBe(0);
});

test("a revoked key answers 401 from the very next call", async () => {
  const { id, key } = await createKey(shop);
  expect((await post(url, key, { activity })).status).toBe(201);
  await db().apiKey.update({ where: { id }, data: { revokedAt: new Date() } });
  expect(await post(url, key, { activity })).toMatchObject({ status: 401, body: { code: "unauthorized" } });
});

test("keys of a store open nothing while it is not installed, and work again after", async () => {
  const gone = await createApiShop(quiz);
  const customer_id = Number(await createCustomer(gone, { bcCustomerId: 1 }));
  const { key } = await createKey(gone);
  const call = () => post(url, key, { activity: { token: "quiz", customer_id } });
  const setStatus = (status: "installed" | "uninstalled") =>
    db().store.update({ where: { id: gone.id }, data: { status } });
  await setStatus("uninstalled");
  expect((await call()).status).toBe(401);
  await setStatus("installed");
  expect((await call()).status).toBe(201);
});

test("a key without the scope answers 403 and names what it lacks", async () => {
  const { key } = await createKey(shop, []);
  const answer = await post(url, key, { activity });
  expect(answer).toMatchObject({ status: 403, body: { code: "scope_missing" } });
  expect(answer.body.detail).toContain("activities:write");
});

test("a key in the address is refused, with and without the header", async () => {
  const { key } = await createKey(shop);
  const address = `${url}?api_key=${key}`;
  for (const header of [null, key]) {
    const answer = await post(address, header, { activity });
    expect(answer).toMatchObject({ status: 400, body: { code: "bad_request" } });
  }
});

test("ten calls a second, then 429 with how long to wait; another key of the store is not held up", async () => {
  const [busy, other] = [await createKey(shop), await createKey(shop)];
  const answers = await Promise.all(Array.from({ length: 60 }, () => post(url, busy.key, "{")));
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 400).length).toBeGreaterThanOrEqual(10);
  expect(refused.length).toBeGreaterThan(0);
  for (const { headers, body } of refused) {
    expect(body).toMatchObject({ code: "rate_limited" });
    expect(headers.get("retry-after")).toBe("1");
  }
  expect((await post(url, other.key, { activity })).status).toBe(201);
});

test("a key is kept as a hash only, and its last use is written at most once a minute", async () => {
  const { id, key } = await createKey(shop);
  const used = async () => (await db().apiKey.findUniqueOrThrow({ where: { id } })).lastUsedAt;
  const setUsed = (lastUsedAt: Date) => db().apiKey.update({ where: { id }, data: { lastUsedAt } });
  await post(url, key, { activity });
  const first = await used();
  expect(Date.now() - (first?.getTime() ?? 0)).toBeLessThan(60_000);
  const recent = new Date(Date.now() - 20_000);
  await setUsed(recent);
  await post(url, key, { activity });
  expect(await used()).toEqual(recent);
  await setUsed(new Date(Date.now() - 61_000));
  await post(url, key, { activity });
  expect((await used())?.getTime()).toBeGreaterThan(recent.getTime());
  const { rows } = await pool().query("SELECT k::text AS row FROM api_keys k WHERE id = $1", [id]);
  expect(rows[0].row).not.toContain(key.slice(12));
});

test("neither a good nor a wrong key reaches a log, whatever the call ends in", async () => {
  const { key } = await createKey(shop);
  const wrong = `lak_${"w".repeat(43)}`;
  const lines = captureLog();
  const outcomes = [
    await post(url, key, { activity }),
    await post(url, key, "{"),
    await post(url, wrong, { activity }),
    await post(`${url}?key=${wrong}`, key, { activity }),
  ];
  logger.error({ headers: { authorization: `Bearer ${key}` }, err: new Error("told on purpose") }, "failed");
  expect(outcomes.map(({ status }) => status)).toEqual([201, 400, 401, 400]);
  const log = lines().join("\n");
  expect(log).toContain('"path":"/api/v1/activities"');
  expect(log).toContain("told on purpose");
  expect(log).not.toContain("lak_");
});

// The last one: every call comes from the same address here.
test("an address that tries key after key is told to wait; the right key from the same address still works", async () => {
  const { key } = await createKey(shop);
  const guesses = await Promise.all(
    Array.from({ length: 60 }, (_, n) => post(url, `lak_${String(n).padStart(43, "x")}`, { activity })),
  );
  const statuses = guesses.map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([401, 429]));
  const refused = guesses.find(({ status }) => status === 429);
  expect(refused?.body).toMatchObject({ code: "rate_limited" });
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await post(url, key, { activity })).status).toBe(201);
});
