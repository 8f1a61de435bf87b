import { expect, test } from "vitest";
import {
  type EditorAction,
  type EditorState,
  reduceEditor,
  startEditor,
} from "@/components/branding/branding-edits";
import type { BrandingResponse } from "@/lib/schemas/admin/branding";
import type { Branding } from "@/lib/schemas/branding/branding-document";
import { defaultLook } from "@/lib/schemas/branding/default-look";

const document: Branding = { all: defaultLook, channels: {} };

const answer = (change: Partial<BrandingResponse> = {}): BrandingResponse => ({
  document,
  published: { number: 1, document },
  draft: null,
  storefronts: [],
  preview: { css: "", program: null },
  ...change,
});

const after = (...actions: EditorAction[]): EditorState =>
  actions.reduce(reduceEditor, startEditor(answer()));

const only2: EditorAction = { type: "scope", scope: 2 };
const color = (value: string, tag?: string): EditorAction => ({
  type: "set",
  change: { color: value },
  ...(tag ? { tag } : {}),
});
const text = (value: string | null): EditorAction => ({
  type: "text",
  language: "de",
  key: "title",
  text: value,
});

test("what is set for one storefront is its own, and the common looks stay", () => {
  const { document: edited } = after(only2, color("#111111"), text("Bonus"));
  expect(edited).toEqual({
    all: defaultLook,
    channels: { "2": { color: "#111111", texts: { de: { title: "Bonus" } } } },
  });
});

test("a storefront that has nothing of its own any more is not named", () => {
  expect(after(only2, color("#111111"), { type: "common", field: "color" }).document).toEqual(document);
  expect(after(only2, text("Bonus"), text(null)).document).toEqual(document);
});

test("a text taken back leaves no empty language behind", () => {
  expect(after(text("Bonus"), text(null)).document.all.texts).toEqual({});
});

test("typing in one field is undone as one step, a taken suggestion by itself", () => {
  const typed = after(color("#111111"), color("#222222"), color("#333333", "suggestion"));
  const once = reduceEditor(typed, { type: "undo" });
  expect(once.document.all.color).toBe("#222222");
  const twice = reduceEditor(once, { type: "undo" });
  expect(twice.document.all.color).toBe(defaultLook.color);
  expect(reduceEditor(twice, { type: "undo" })).toEqual(twice);
});

test("discarding changes can be undone too", () => {
  const state = after(color("#111111"), { type: "reset" });
  expect(state.document).toEqual(document);
  expect(reduceEditor(state, { type: "undo" }).document.all.color).toBe("#111111");
});

test("the preview keeps what was right last while something is not", () => {
  const state = after(color("#111111"), color("#1"));
  expect([state.document.all.color, state.valid.all.color]).toEqual(["#1", "#111111"]);
});

test("what comes from the server shows, unless somebody is typing", () => {
  const newer: Branding = { all: { ...defaultLook, color: "#444444" }, channels: {} };
  const response = answer({ document: newer, published: { number: 2, document: newer } });
  const idle = reduceEditor(after(only2), { type: "arrive", response });
  expect([idle.document, idle.scope]).toEqual([newer, 2]);
  const busy = reduceEditor(after(color("#111111")), { type: "arrive", response });
  expect([busy.document.all.color, busy.saved.all.color]).toEqual(["#111111", "#444444"]);
});

test("after a publish the same document in another order of keys counts as saved", () => {
  const { color: ours, ...rest } = defaultLook;
  const published: Branding = { channels: {}, all: { ...rest, color: ours } };
  const state = reduceEditor(after(color("#111111"), color(ours)), {
    type: "arrive",
    response: answer({ document: published, published: { number: 2, document: published } }),
  });
  expect(state.past).toEqual([]);
});
