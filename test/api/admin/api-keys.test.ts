import { afterAll, beforeAll, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { apiKeysMax } from "@/lib/schemas/admin/api-keys";
import { authenticateApiKey } from "@/lib/services/api-keys/authenticate-api-key";
import { createDashboardStore } from "@/test/factories/dashboard-store";
import { type AdminClient, adminClient } from "./admin-client";
import { type AdminApp, serveAdmin } from "./serve-admin";

let app: AdminApp;
beforeAll(async () => {
  app = await serveAdmin();
});
afterAll(() => app.stop());

const path = "/settings/api-keys";

async function open(isOwner = true) {
  const store = await createDashboardStore("Keys");
  await db().storeUser.update({ where: { id: store.userId }, data: { isOwner } });
  return { ...store, client: await adminClient(app.url, store) };
}

const create = async (client: AdminClient, name = "Quiz site") =>
  (await client.post(path, { name })).body as { id: number; key: string };
const opens = (key: string) =>
  authenticateApiKey(key, new Date()).then(
    ({ storeId }) => storeId,
    (error) => error.code,
  );

test("the owner makes a key, sees it once, uses it, sees when it was used, and revokes it", async () => {
  const { client, storeId } = await open();
  expect((await client.get(path)).body).toEqual({ items: [] });
  const made = await client.post(path, { name: "  Quiz site " });
  expect(made.status).toBe(201);
  const { key, ...shown } = made.body;
  expect(shown).toEqual({
    id: expect.any(Number),
    name: "Quiz site",
    scopes: ["activities:write"],
    prefix: String(key).slice(0, 10),
    createdBy: "maya@juniperandthyme.example",
    createdAt: expect.any(String),
    lastUsedAt: null,
  });
  expect(key).toMatch(/^lak_[\w-]{43}$/);
  expect(await opens(String(key))).toBe(storeId);
  const listed = await client.get(path);
  expect(listed.body).toEqual({ items: [{ ...shown, lastUsedAt: expect.any(String) }] });
  for (let n = 0; n < 2; n += 1) expect((await client.post(`${path}/${shown.id}/revoke`)).status).toBe(204);
  expect((await client.get(path)).body).toEqual({ items: [] });
  expect(await opens(String(key))).toBe("unauthorized");
});

test("others see which keys there are, and make or revoke none", async () => {
  const { client, storeId, userId } = await open();
  const { id, key } = await create(client);
  await db().storeUser.update({ where: { id: userId }, data: { isOwner: false } });
  expect((await client.get(path)).body.items).toHaveLength(1);
  expect((await client.post(path, { name: "Mine" })).status).toBe(403);
  expect((await client.post(`${path}/${id}/revoke`)).status).toBe(403);
  expect(await opens(key)).toBe(storeId);
});

test("another store's key is not listed and cannot be revoked", async () => {
  const [ours, theirs] = [await open(), await open()];
  const { id, key } = await create(theirs.client);
  expect((await ours.client.get(path)).body).toEqual({ items: [] });
  expect((await ours.client.post(`${path}/${id}/revoke`)).status).toBe(404);
  expect(await opens(key)).toBe(theirs.storeId);
});

test.each([
  ["no name", {}],
  ["blanks", { name: "  " }],
  ["a name too long", { name: "x".repeat(81) }],
  ["a scope there is not", { name: "Quiz", scopes: ["everything"] }],
  ["no scope", { name: "Quiz", scopes: [] }],
])("%s makes no key and answers 422", async (_, body) => {
  const { client } = await open();
  expect((await client.post(path, body)).status).toBe(422);
  expect((await client.get(path)).body).toEqual({ items: [] });
});

test("requests that all come at once make no more keys than a store may have", async () => {
  const [{ client, storeId }, other] = [await open(), await open()];
  for (let n = 0; n < apiKeysMax - 2; n += 1) await create(client);
  const holder = await pool().connect();
  try {
    // Everybody may count and nobody may write until all have come.
    await holder.query("BEGIN");
    await holder.query("LOCK TABLE api_keys IN SHARE MODE");
    const answers = Promise.all([
      ...Array.from({ length: 6 }, (_, n) => client.post(path, { name: `Race ${n}` })),
      other.client.post(path, { name: "Elsewhere" }),
    ]);
    await expect.poll(countWaiting).toBe(7);
    await holder.query("COMMIT");
    const statuses = (await answers).map(({ status }) => status);
    expect(statuses.slice(0, 6).sort()).toEqual([201, 201, 409, 409, 409, 409]);
    expect(statuses[6]).toBe(201);
  } finally {
    holder.release();
  }
  expect(await db().apiKey.count({ where: { storeId } })).toBe(apiKeysMax);
});

test("a store has so many keys and no more, until one is revoked", async () => {
  const { client } = await open();
  const { id } = await create(client);
  for (let n = 1; n < apiKeysMax; n += 1) await create(client);
  expect((await client.post(path, { name: "One more" })).status).toBe(409);
  await client.post(`${path}/${id}/revoke`);
  expect((await client.post(path, { name: "One more" })).status).toBe(201);
});

async function countWaiting(): Promise<number> {
  const { rows } = await pool().query(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows[0].n;
}
