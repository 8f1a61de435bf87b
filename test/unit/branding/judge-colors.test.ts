import fc from "fast-check";
import { expect, test } from "vitest";
import { contrast, mix } from "@/components/branding/color-contrast";
import { judgeColors, suggestColors } from "@/components/branding/judge-colors";
import { defaultLook } from "@/lib/schemas/branding/default-look";

// WCAG 2.2, 1.4.3: known pairs, worked out by hand from the definition of relative luminance.
test.each([
  ["#000000", "#ffffff", 21],
  ["#ffffff", "#ffffff", 1],
  ["#777777", "#ffffff", 4.478], // L = 0.1845: 1.05 / 0.2345
  ["#767676", "#ffffff", 4.542], // L = 0.1812: 1.05 / 0.2312
  ["#ff0000", "#ffffff", 3.998], // L = 0.2126: 1.05 / 0.2626
  ["#0000ff", "#ffffff", 8.592], // L = 0.0722: 1.05 / 0.1222
])("%s on %s has a contrast of %d : 1, in either order", (one, other, expected) => {
  expect(contrast(one, other)).toBeCloseTo(expected, 2);
  expect(contrast(other, one)).toBe(contrast(one, other));
});

test("a colour mixed with nothing of another is itself, and with all of it the other", () => {
  expect(mix("#1f5c45", "#ffffff", 1)).toBe("#1f5c45");
  expect(mix("#1f5c45", "#ffffff", 0)).toBe("#ffffff");
});

test("the looks a store starts with have nothing to warn about", () => {
  expect(judgeColors(defaultLook)).toEqual([]);
  expect(suggestColors(defaultLook)).toEqual({
    color: defaultLook.color,
    onColor: defaultLook.onColor,
    panelColor: defaultLook.panelColor,
  });
});

test("light text on a light colour, a pale link, a pale ring and a dark panel are each found", () => {
  const keys = (change: object) => judgeColors({ ...defaultLook, ...change }).map(({ key }) => key);
  expect(keys({ onColor: "#8fae9f" })).toEqual(["text"]);
  expect(keys({ color: "#f5c518" })).toEqual(["text", "links", "ring"]);
  expect(keys({ color: "#f5c518", onColor: "#000000" })).toEqual(["links", "ring"]);
  expect(keys({ panelColor: "#555555" })).toEqual(["ring", "panel"]);
});

test("whatever the colours, the suggestion passes every check", () => {
  const color = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, "0")}`);
  fc.assert(
    fc.property(fc.record({ color, onColor: color, panelColor: color }), (colors) => {
      const suggested = suggestColors(colors);
      expect(judgeColors(suggested)).toEqual([]);
      for (const value of Object.values(suggested)) expect(value).toMatch(/^#[0-9a-f]{6}$/);
    }),
    { numRuns: 1000 },
  );
});

test("only what is hard to read is changed", () => {
  expect(suggestColors({ ...defaultLook, onColor: "#8fae9f" })).toMatchObject({
    color: defaultLook.color,
    panelColor: defaultLook.panelColor,
  });
});
