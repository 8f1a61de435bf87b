import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import type { Branding } from "@/lib/schemas/branding/branding-document";
import { defaultLook } from "@/lib/schemas/branding/default-look";
import { forgetBranding, getBranding } from "@/lib/services/branding/get-branding";
import { publishBranding } from "@/lib/services/branding/publish-branding";
import { createDashboardStore, type DashboardStore } from "@/test/factories/dashboard-store";

let store: DashboardStore;

beforeEach(async () => {
  store = await createDashboardStore();
  await pool().query(
    `INSERT INTO channels (store_id, bc_channel_id, name, platform, status, origins, updated_at)
     SELECT $1, n, 'Shop ' || n, 'bigcommerce', 'active', '{}', now() FROM unnest(ARRAY[1, 2]) AS n`,
    [String(store.storeId)],
  );
});

const inColor = (color: string, channels: Branding["channels"] = {}) => ({
  all: { ...defaultLook, color },
  channels,
});

const publish = (document: object, basedOn: number) =>
  publishBranding({
    storeId: store.storeId,
    authorId: store.userId,
    document: document as Record<string, unknown>,
    basedOn,
    draft: null,
  });

const write = (sql: string) => pool().query(`${sql} WHERE store_id = ${store.storeId} AND number = 1`);

describe("a published version never changes", () => {
  test.each([
    "UPDATE branding_versions SET document = '{}'",
    "UPDATE branding_versions SET note = 'other'",
    "UPDATE branding_versions SET author_id = NULL",
    "UPDATE branding_versions SET number = 7",
    "UPDATE branding_versions SET saved_at = now()",
    "UPDATE branding_versions SET status = 'draft', number = NULL",
    "DELETE FROM branding_versions",
  ])("%s", async (sql) => {
    await publish(inColor("#111111"), 0);
    await expect(write(sql)).rejects.toThrow(/never changes/);
    await publish(inColor("#222222"), 1);
    await expect(write(sql)).rejects.toThrow(/never changes/);
  });

  test("nor comes back in place of the one that took over", async () => {
    await publish(inColor("#111111"), 0);
    await publish(inColor("#222222"), 1);
    await expect(write("UPDATE branding_versions SET status = 'published'")).rejects.toThrow(/never changes/);
  });

  test("but goes with its store", async () => {
    await publish(inColor("#111111"), 0);
    await pool().query("DELETE FROM program_versions WHERE store_id = $1 AND status = 'draft'", [
      String(store.storeId),
    ]);
    await pool().query("DELETE FROM stores WHERE id = $1", [String(store.storeId)]);
    const left = await pool().query("SELECT 1 FROM branding_versions WHERE store_id = $1", [
      String(store.storeId),
    ]);
    expect(left.rowCount).toBe(0);
  });
});

test("the database takes one draft and one published version a store, and no draft with a number", async () => {
  const insert = (status: string, number: number | null) =>
    pool().query(
      "INSERT INTO branding_versions (store_id, number, status, document, saved_at) VALUES ($1, $2, $3::branding_version_status, '{}', now())",
      [String(store.storeId), number, status],
    );
  await insert("draft", null);
  await insert("published", 1);
  await expect(insert("draft", null)).rejects.toThrow(/one_draft/);
  await expect(insert("published", 2)).rejects.toThrow(/one_published/);
  await expect(insert("superseded", null)).rejects.toThrow(/number_check/);
  await expect(insert("superseded", 0)).rejects.toThrow(/number_check/);
});

test("of twenty who publish over the same version at once exactly one succeeds", async () => {
  await publish(inColor("#000000"), 0);
  const colors = Array.from({ length: 20 }, (_, n) => `#0000${String(n + 10)}`);
  const results = await Promise.allSettled(colors.map((color) => publish(inColor(color), 1)));
  const winner = results.findIndex(({ status }) => status === "fulfilled");
  const lost = results.filter((result) => result.status === "rejected");
  expect(lost).toHaveLength(19);
  for (const { reason } of lost) expect(reason).toMatchObject({ code: "conflict" });
  expect((await getBranding(store.storeId, 1)).color).toBe(colors[winner]);
  const { rows } = await pool().query(
    "SELECT number, status FROM branding_versions WHERE store_id = $1 ORDER BY number",
    [String(store.storeId)],
  );
  expect(rows).toEqual([
    { number: 1, status: "superseded" },
    { number: 2, status: "published" },
  ]);
});

test("a storefront shows the common looks with its own laid over them, text by text", async () => {
  const common = inColor("#123456", {
    "2": { icon: "gift", texts: { en: { title: "Two" }, de: { title: "Zwei" } } },
  });
  common.all.texts = { en: { title: "One", close: "Shut" } };
  await publish(common, 0);
  expect(await getBranding(store.storeId, 1)).toEqual(common.all);
  expect(await getBranding(store.storeId, 2)).toEqual({
    ...common.all,
    icon: "gift",
    texts: { en: { title: "Two", close: "Shut" }, de: { title: "Zwei" } },
  });
});

test("what another process publishes is seen within seconds", async () => {
  await publish(inColor("#111111"), 0);
  expect((await getBranding(store.storeId, 1)).color).toBe("#111111");
  await write("UPDATE branding_versions SET status = 'superseded'");
  await pool().query(
    `INSERT INTO branding_versions (store_id, number, status, document, saved_at)
     VALUES ($1, 2, 'published', $2, now())`,
    [String(store.storeId), JSON.stringify(inColor("#222222"))],
  );
  await expect
    .poll(async () => (await getBranding(store.storeId, 1)).color, { timeout: 10_000 })
    .toBe("#222222");
});

test("a stored document that is hostile or from elsewhere never reaches a storefront", async () => {
  const hostile = { all: { ...defaultLook, color: "#fff;}</style><script>" }, channels: {} };
  await pool().query(
    "INSERT INTO branding_versions (store_id, number, status, document, saved_at) VALUES ($1, 1, 'published', $2, now())",
    [String(store.storeId), JSON.stringify(hostile)],
  );
  forgetBranding(store.storeId);
  expect(await getBranding(store.storeId, 1)).toEqual(defaultLook);
});

test("a document stored before a field existed gets its default", async () => {
  const { panelColor: _, ...older } = defaultLook;
  await pool().query(
    "INSERT INTO branding_versions (store_id, number, status, document, saved_at) VALUES ($1, 1, 'published', $2, now())",
    [String(store.storeId), JSON.stringify({ all: { ...older, color: "#333333" }, channels: {} })],
  );
  forgetBranding(store.storeId);
  expect(await getBranding(store.storeId, 1)).toEqual({ ...defaultLook, color: "#333333" });
});
