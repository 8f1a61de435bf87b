import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import {
  brandingResponse,
  brandingVersionsPage,
  publishedBranding,
  savedBrandingDraft,
} from "@/lib/schemas/admin/branding";
import type { Branding } from "@/lib/schemas/branding/branding-document";
import { defaultLook } from "@/lib/schemas/branding/default-look";
import { buildWidget } from "@/lib/widget/build.mjs";
import { addBackground, createDashboardStore, type DashboardStore } from "@/test/factories/dashboard-store";
import { type AdminClient, adminClient } from "./admin-client";
import { type AdminApp, serveAdmin } from "./serve-admin";

let app: AdminApp;
let store: DashboardStore;
let client: AdminClient;

beforeAll(async () => {
  await buildWidget({ print: () => {} });
  app = await serveAdmin();
});
beforeEach(async () => {
  store = await createDashboardStore();
  await addBackground(store);
  client = await adminClient(app.url, store);
});
afterAll(() => app.stop());

const read = async (by = client) => brandingResponse.strict().parse((await by.get("/branding")).body);
const red: Branding = { all: { ...defaultLook, color: "#8a1538" }, channels: {} };
const publish = (document: unknown, basedOn = 0, by = client) =>
  by.post("/branding", { document, basedOn, draft: null });

test("words of a text the widget no longer has are kept and harm nothing", async () => {
  const document = { ...red, all: { ...red.all, texts: { en: { gone: "{x}" } } } };
  expect((await publish(document)).status).toBe(200);
});

test("a store starts with the defaults, its own storefronts and the style sheet that ships", async () => {
  const { document, published, draft, storefronts, preview } = await read();
  expect(document).toEqual({ all: defaultLook, channels: {} });
  expect([published.number, draft]).toEqual([0, null]);
  expect(storefronts.map(({ channelId, isDefault }) => [channelId, isDefault])).toEqual([
    [1, true],
    [667190, false],
  ]);
  expect(preview.css).toContain("var(--brand)");
  expect(preview.program?.points_settings.points_label.other).toBe("Sprigs");
});

describe("publishing", () => {
  test("makes the next version, and the history says who changed what, where", async () => {
    const first = await publish(red);
    expect(publishedBranding.strict().parse(first.body)).toEqual({ number: 1 });
    const own = { ...red, channels: { "667190": { color: "#00305c", texts: { de: { title: "Bonus" } } } } };
    expect(await publish(own, 1)).toEqual({ status: 200, body: { number: 2 } });
    expect((await read()).published).toEqual({ number: 2, document: own });
    const { items } = brandingVersionsPage.strict().parse((await client.get("/branding/versions")).body);
    expect(items).toMatchObject([
      {
        number: 2,
        status: "published",
        author: "maya@juniperandthyme.example",
        changes: [
          "Wholesale · Colour: as on all storefronts → #00305c",
          "Wholesale · Text “title” (de): as on all storefronts → “Bonus”",
        ],
      },
      { number: 1, status: "superseded", changes: ["Colour: #1f5c45 → #8a1538"] },
    ]);
  });

  test("over a version that somebody else published in between is refused", async () => {
    await publish(red);
    expect(await publish({ ...red, channels: {} }, 0)).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
    expect((await read()).published.number).toBe(1);
  });

  test("ends the draft it came from, and leaves another one alone", async () => {
    const { body } = await client.post("/branding/draft", { document: red, seen: null });
    await client.post("/branding", { document: red, basedOn: 0, draft: "2026-01-01T00:00:00.000Z" });
    expect((await read()).draft?.savedAt).toBe(body.savedAt);
    await client.post("/branding", { document: red, basedOn: 1, draft: body.savedAt });
    expect((await read()).draft).toBeNull();
  });

  test.each<[string, object, string]>([
    ["a colour that ends its rule", { color: "red;}:host{display:none" }, "all.color"],
    ["a colour by name", { color: "red" }, "all.color"],
    ["a colour in upper case", { onColor: "#FFFFFF" }, "all.onColor"],
    ["a script as an address", { signInUrl: "javascript:alert(1)" }, "all.signInUrl"],
    ["another site without a scheme", { signInUrl: "//evil.example" }, "all.signInUrl"],
    ["an icon that is none of ours", { icon: 'M0 0")' }, "all.icon"],
    [
      "an offset that is text",
      { position: { side: "end", inline: "1px;}", block: 16 } },
      "all.position.inline",
    ],
    ["a side that is none", { position: { side: "end:0;}", inline: 1, block: 1 } }, "all.position.side"],
    ["a field that is unknown", { extra: 1 }, "all"],
    ["a text of 301 characters", { texts: { en: { title: "x".repeat(301) } } }, "all.texts.en.title"],
    ["a text of two lines", { texts: { en: { title: "a\nb" } } }, "all.texts.en.title"],
    [
      "a text that lost its placeholder",
      { texts: { en: { guestTitle: "Earn" } } },
      "all.texts.en.guestTitle",
    ],
    ["a placeholder nobody fills", { texts: { de: { title: "{x}" } } }, "all.texts.de.title"],
    ["a language nobody speaks", { texts: { xx: { title: "x" } } }, "all.texts"],
    ["a default language that is not offered", { languages: ["de"] }, "all.defaultLanguage"],
    ["no language", { languages: [] }, "all.languages"],
  ])("%s is refused at its field, and nothing changes", async (_, change, field) => {
    const answer = await publish({ all: { ...defaultLook, ...change }, channels: {} });
    expect(answer).toMatchObject({ status: 422, body: { code: "validation_failed" } });
    expect(Object.keys(answer.body.errors as object).some((path) => path.startsWith(field))).toBe(true);
    expect((await read()).published.number).toBe(0);
  });

  test.each([
    ["no body", ""],
    ["broken JSON", "{"],
    ["a list", []],
    ["no basedOn", { document: red, draft: null }],
    ["a document that is text", { document: "x", basedOn: 0, draft: null }],
    ["a note of 501 characters", { document: red, basedOn: 0, draft: null, note: "x".repeat(501) }],
    ["a store in the body", { document: red, basedOn: 0, draft: null, storeId: 1 }],
  ])("%s is refused", async (_, body) => {
    expect([400, 422]).toContain((await client.post("/branding", body)).status);
  });

  test("a document beyond 64 kB is refused as too large", async () => {
    const words = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`key${n}`, "x".repeat(300)]));
    expect((await publish({ ...red, all: { ...red.all, texts: { en: words } } })).status).toBe(413);
  });
});

describe("the draft", () => {
  test("is kept without showing anywhere, and saved again over the one that was seen", async () => {
    const first = await client.post("/branding/draft", { document: red, seen: null });
    savedBrandingDraft.strict().parse(first.body);
    const editor = await read();
    expect(editor.document).toEqual(red);
    expect(editor.draft).toEqual({ savedAt: first.body.savedAt, author: "maya@juniperandthyme.example" });
    expect(editor.published.number).toBe(0);
    const again = await client.post("/branding/draft", { document: red, seen: first.body.savedAt });
    expect(again.status).toBe(200);
    expect(again.body.savedAt).not.toBe(first.body.savedAt);
  });

  test("of somebody else is neither overwritten nor discarded", async () => {
    const { body } = await client.post("/branding/draft", { document: red, seen: null });
    const stale = { document: red, seen: "2026-01-01T00:00:00.000Z" };
    expect((await client.post("/branding/draft", { document: red, seen: null })).status).toBe(409);
    expect((await client.post("/branding/draft", stale)).status).toBe(409);
    expect((await client.post("/branding/draft/discard", { seen: stale.seen })).status).toBe(409);
    expect((await client.post("/branding/draft/discard", { seen: body.savedAt })).status).toBe(204);
    expect((await read()).draft).toBeNull();
  });

  test("that is not valid is refused", async () => {
    const document = { ...red, all: { ...red.all, color: "url(x)" } };
    expect((await client.post("/branding/draft", { document, seen: null })).status).toBe(422);
    expect((await client.post("/branding/draft", { document: red })).status).toBe(422);
    expect((await client.post("/branding/draft/discard", {})).status).toBe(422);
  });
});

describe("rolling back", () => {
  test("publishes an earlier version again, as a new one, and keeps the draft", async () => {
    await publish({ all: defaultLook, channels: {} });
    await publish(red, 1);
    await client.post("/branding/draft", { document: red, seen: null });
    expect(await client.post("/branding/versions/1/restore")).toEqual({ status: 200, body: { number: 3 } });
    const editor = await read();
    expect(editor.published.document.all.color).toBe(defaultLook.color);
    expect(editor.draft).not.toBeNull();
    const { items } = brandingVersionsPage.parse((await client.get("/branding/versions?limit=1")).body);
    expect(items[0]).toMatchObject({ number: 3, note: "Restored version 1" });
  });

  test("the current version and one that never was are refused", async () => {
    await publish(red);
    expect((await client.post("/branding/versions/1/restore")).status).toBe(409);
    expect((await client.post("/branding/versions/7/restore")).status).toBe(404);
    expect((await client.post("/branding/versions/x/restore")).status).toBe(404);
  });
});

test("a version that is not valid any more is not published again, and nothing else in its place", async () => {
  await publish(red);
  await publish(red, 1);
  // As a former release may have stored it: a published version never changes, so it comes as one of its own.
  await pool().query(
    `INSERT INTO branding_versions (store_id, number, status, document, saved_at)
     SELECT store_id, 9, 'superseded', jsonb_set(document, '{all,position}', '"top"'), saved_at
       FROM branding_versions WHERE store_id = $1 AND number = 1`,
    [String(store.storeId)],
  );
  const refused = await client.post("/branding/versions/9/restore");
  expect(refused).toMatchObject({
    status: 422,
    body: {
      detail: expect.stringContaining("Version 9 cannot be published again"),
      errors: expect.anything(),
    },
  });
  const { published } = await read();
  expect(published).toMatchObject({ number: 2, document: { all: { color: red.all.color } } });
});

describe("who may", () => {
  test("staff may, nobody without a session", async () => {
    await pool().query("UPDATE store_users SET is_owner = false WHERE id = $1", [String(store.userId)]);
    expect((await publish(red)).status).toBe(200);
    const nobody = await adminClient(app.url, null);
    for (const path of ["/branding", "/branding/versions"]) expect((await nobody.get(path)).status).toBe(401);
    for (const path of [
      "/branding",
      "/branding/draft",
      "/branding/draft/discard",
      "/branding/versions/1/restore",
    ])
      expect((await nobody.post(path)).status).toBe(401);
  });

  test("another store sees and touches nothing of it", async () => {
    await publish(red);
    await client.post("/branding/draft", { document: red, seen: null });
    const other = await adminClient(app.url, await createDashboardStore("Other"));
    expect((await read(other)).published.number).toBe(0);
    expect((await read(other)).draft).toBeNull();
    expect((await other.get("/branding/versions")).body.items).toEqual([]);
    expect((await other.post("/branding/versions/1/restore")).status).toBe(404);
    expect((await publish(red, 1, other)).status).toBe(409);
  });

  test("looks for a storefront of another store are refused at that storefront", async () => {
    const other = await adminClient(app.url, await createDashboardStore("Other"));
    const answer = await publish({ ...red, channels: { "667190": { color: "#000000" } } }, 0, other);
    expect(answer).toMatchObject({ status: 422, body: { errors: { "channels.667190": expect.any(Array) } } });
  });
});
