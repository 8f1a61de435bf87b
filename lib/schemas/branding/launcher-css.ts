import type { Look } from "@/lib/schemas/branding/branding-document";
import { launcherIconPaths } from "@/lib/schemas/branding/launcher-icons";

/**
 * The launcher's finished style sheet, so that the loader decides nothing itself, with the variables the panel beside it
 * takes its colours and place from. A look has nothing but `#rrggbb`, whole numbers and fixed words in these places
 * (`look-fields.ts`), so nothing can leave them.
 *
 * `!important` inside a shadow root wins over the page's own `!important`, so `all: initial` shields the host from
 * any page style; `font: medium` follows the reader's browser setting, not the page's root size.
 */
export function launcherCss(look: Look): string {
  const { color, onColor, panelColor, position, icon, hideOnMobile } = look;
  const { side, inline, block } = position;
  const sides = side === "end" ? `auto ${inline}px` : `${inline}px auto`;
  return [
    `:host{all:initial!important;position:fixed!important;z-index:2147483000!important;inset-block-end:${block}px!important;inset-inline:${sides}!important;font:medium system-ui!important}`,
    `:host>*{--brand:${color};--on-brand:${onColor};--ground:${panelColor};--rise:${block}px;--aside:${inline}px;--side:${sides}}`,
    ":host>button{all:unset;display:flex;align-items:center;gap:.5em;padding:.8em 1.1em;border-radius:3em;background:var(--brand);color:var(--on-brand);font-weight:600;cursor:pointer;box-shadow:0 .3em 1.2em #0004;outline:2px solid #0000}",
    ":host>:focus-visible{box-shadow:0 0 0 2px #fff,0 0 0 5px var(--brand)}",
    iconCss(launcherIconPaths[icon]),
    hasLongWord(look) ? ":host{overflow-wrap:anywhere!important}" : "",
    hideOnMobile ? "@media(max-width:30em){:host>button{display:none}}" : "",
    "@media print{:host{display:none!important}}",
  ].join("");
}

/** A shape cut out of the text's colour: needs no element, and no image that a page's policy might forbid. */
const iconCss = (path: string) =>
  path &&
  `:host>button:before{content:"";width:24px;height:24px;background:currentColor;clip-path:path("${path}")}`;

/** A word that a phone may not have room for on one line; none of ours is one, so most stores do not pay for it. */
const hasLongWord = ({ launcherLabel, texts }: Look) =>
  [launcherLabel, ...Object.values(texts).map((own) => own.launcher)].some((text) =>
    /\S{14}/.test(text ?? ""),
  );
