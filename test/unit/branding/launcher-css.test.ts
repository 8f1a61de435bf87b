import fc from "fast-check";
import { expect, test } from "vitest";
import { checkBranding, type Look } from "@/lib/schemas/branding/branding-document";
import { defaultLook } from "@/lib/schemas/branding/default-look";
import { launcherCss } from "@/lib/schemas/branding/launcher-css";
import { launcherIcons } from "@/lib/schemas/branding/launcher-icons";
import { composeLoader } from "@/lib/widget/compose-loader";
import { config } from "@/test/unit/widget/fake-network";

const withLook = (change: object) => checkBranding({ all: { ...defaultLook, ...change }, channels: {} });

/** Pieces that end a value, a rule, a text, an element or a script. */
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        ..."#;}{:/\\'\"`<>()*\n\u2028 a0f".split(""),
        ...[
          "</script>",
          "<!--",
          "*/",
          "url(",
          "expression(",
          "javascript:",
          "$&",
          "#1f5c45",
          "@import",
          "//",
          "https://",
          "/x",
        ],
      ),
      { maxLength: 8 },
    )
    .map((pieces) => pieces.join("")),
);

test("a colour is #rrggbb or refused, whatever is tried", () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom("color", "onColor", "panelColor"), (value, field) => {
      expect(withLook({ [field]: value }).ok).toBe(/^#[0-9a-f]{6}$/.test(value) && !value.endsWith("\n"));
    }),
  );
});

test("an address is a page of the shop or of an https site, as a browser reads it, or refused", () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom("", "/", "https://", "/\\", "//", "java"), (tail, head) => {
      const address = head + tail;
      if (!withLook({ signInUrl: address }).ok) return;
      const read = new URL(address, "https://shop.example/page");
      expect(read.protocol).toBe("https:");
      expect(read.username + read.password).toBe("");
      if (!address.startsWith("https:")) expect(read.host).toBe("shop.example");
      expect(address).not.toMatch(/["'<>\\\s]/);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  " javascript:alert(1)",
  "java\tscript:alert(1)",
  "data:text/html,<script>",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "\\/evil.example",
  "https:/evil.example",
  "https:evil.example",
  "https://user:pass@evil.example",
  "http://shop.example",
  "https://",
  "login.php",
  "",
  '/a"onclick=x',
  "/a b",
])("the address %j is refused", (signInUrl) => {
  expect(withLook({ signInUrl }).ok).toBe(false);
});

test.each([
  "/login.php",
  "/login.php?action=create_account",
  "/de/konto#neu",
  "https://shop.example/a?b=c&d=%20",
])("the address %j is taken", (signInUrl) => {
  expect(withLook({ signInUrl }).ok).toBe(true);
});

test.each([
  { text: "title", max: 300 },
  { text: "launcher", max: 40 },
])(
  "the text $text may have $max characters, one more or 5,000 are refused with the limit",
  ({ text, max }) => {
    const length = (characters: number) => withLook({ texts: { de: { [text]: "x".repeat(characters) } } });
    expect(length(max).ok).toBe(true);
    for (const tooLong of [length(max + 1), length(5000)]) {
      expect(tooLong).toEqual({
        ok: false,
        errors: { [`all.texts.de.${text}`]: expect.arrayContaining([`must be at most ${max} characters`]) },
      });
    }
  },
);

const color = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, "0")}`);
const anyLook: fc.Arbitrary<Look> = fc
  .record({
    color,
    onColor: color,
    panelColor: color,
    position: fc.record({
      side: fc.constantFrom("start" as const, "end" as const),
      inline: fc.integer({ min: 0, max: 200 }),
      block: fc.integer({ min: 0, max: 200 }),
    }),
    icon: fc.constantFrom(...launcherIcons),
    hideOnMobile: fc.boolean(),
  })
  .map((change) => ({ ...defaultLook, ...change }));

test("the style sheet of any look has the rules we wrote and no others", () => {
  const rules = (css: string) => css.replace(/"[^"]*"/g, "").replace(/[^{}]/g, "");
  fc.assert(
    fc.property(anyLook, (look) => {
      expect(withLook(look).ok).toBe(true);
      const css = launcherCss(look);
      expect(css).toMatch(/^[ -~]+$/);
      expect(css).not.toMatch(/[<\\]|url\(|@import|\/\*/);
      const written = 6 + (look.icon === "none" ? 0 : 1) + (look.hideOnMobile ? 2 : 0);
      expect(rules(css).match(/\{/g)).toHaveLength(written);
      expect(rules(css).match(/\}/g)).toHaveLength(written);
      expect(css).toContain(
        `inset-inline:${look.position.side === "end" ? "auto " : `${look.position.inline}px`}`,
      );
    }),
  );
});

test("only a store whose launcher has a long word pays for breaking it", () => {
  const css = (change: Partial<Look>) => launcherCss({ ...defaultLook, ...change });
  for (const label of ["Rewards", "Prämien & Punkte", "Club des récompenses"]) {
    expect(css({ launcherLabel: label })).toBe(css({}));
  }
  for (const change of [
    { launcherLabel: "Treuepunkteprogramm" },
    { texts: { de: { launcher: "W".repeat(40) } } },
  ]) {
    expect(css(change)).toContain("overflow-wrap");
  }
});

test("any launcher text arrives in the composed script as it was, and nothing of it is script", () => {
  fc.assert(
    fc.property(hostile, anyLook, (label, look) => {
      const given = { ...config, label, css: launcherCss(look) };
      const script = composeLoader("start(__LAUREL_CONFIG__)", given);
      expect(script).toMatch(/^[ -~]*$/);
      expect(script).not.toMatch(/</);
      let received: unknown;
      new Function("start", script)((value: unknown) => {
        received = value;
      });
      expect(received).toEqual(given);
    }),
  );
});
