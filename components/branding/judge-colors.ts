import { contrast, mix } from "@/components/branding/color-contrast";
import type { Look } from "@/lib/schemas/branding/branding-document";

export type Colors = Pick<Look, "color" | "onColor" | "panelColor">;

export type ColorFinding = { key: string; what: string; ratio: number; needed: number };

const white = "#ffffff";
/** The panel's own greys (`components/widget/panel/panel.css`): text, and quiet text. */
const inks = ["#1b2420", "#5a6660"];
/** The dark end of the panel's top, and a button under the pointer: `--deep` there. */
const deepOf = (color: string) => mix(color, "#001a10", 0.82);

const lowest = (color: string, others: readonly string[]) =>
  Math.min(...others.map((other) => contrast(color, other)));

/** What is too hard to see by WCAG 2.2: text needs 4.5 (1.4.3), icons and focus rings 3 (1.4.11). */
export function judgeColors({ color, onColor, panelColor }: Colors): ColorFinding[] {
  const checks = [
    {
      key: "text",
      what: "Text on buttons, the launcher and the top of the panel",
      ratio: lowest(onColor, [color, deepOf(color)]),
      needed: 4.5,
    },
    {
      key: "links",
      what: "Links and icons in the colour, on the panel’s white cards",
      ratio: contrast(color, white),
      needed: 4.5,
    },
    {
      key: "ring",
      what: "The focus ring, on the page and on the panel’s background",
      ratio: lowest(color, [white, panelColor]),
      needed: 3,
    },
    { key: "panel", what: "Text on the panel’s background", ratio: lowest(panelColor, inks), needed: 4.5 },
  ];
  return checks.filter(({ ratio, needed }) => ratio < needed);
}

/** The nearest colours that pass every check: darker, in the same hue, and only what has to change. */
export function suggestColors(colors: Colors): Colors {
  const panelColor = firstThat(
    (step) => mix(colors.panelColor, white, 1 - step),
    (candidate) => lowest(candidate, inks) >= 4.5,
  );
  const color = firstThat(
    (step) => mix(colors.color, "#000000", 1 - step),
    (candidate) => contrast(candidate, white) >= 4.5 && contrast(candidate, panelColor) >= 3,
  );
  const onColor = [colors.onColor, white].find((one) => lowest(one, [color, deepOf(color)]) >= 4.5) ?? white;
  return { color, onColor, panelColor };
}

/** The first of a row of colours, from as it is to the far end, that does. */
function firstThat(at: (step: number) => string, does: (candidate: string) => boolean): string {
  for (let step = 0; step < 1; step += 0.01) {
    const candidate = at(step);
    if (does(candidate)) return candidate;
  }
  return at(1);
}
