import { z } from "zod";
import { launcherIcons } from "@/lib/schemas/branding/launcher-icons";
import { widgetLanguages } from "@/lib/schemas/branding/widget-languages";

/** `#rrggbb` in lower case and nothing else: it goes into style sheets as it is. */
export const hexColor = z.string().regex(/^#[0-9a-f]{6}$/, "must be a colour such as #1f5c45");

export const offsetMaxPx = 200;
const offsetPx = z
  .int("must be a whole number")
  .min(0, "must be 0 or more")
  .max(offsetMaxPx, "must be 200 or less");

/** How far from the corner, in CSS pixels; `start` and `end` follow the direction of the page. */
export const position = z.strictObject({ side: z.enum(["start", "end"]), inline: offsetPx, block: offsetPx });

const addressMax = 500;
/** Printable ASCII without what could end an attribute, or turn `/\host` into another site. */
const plainAddress = /^[!#$%&()*+,\-./0-9:;=?@A-Z[\]_a-z~]+$/;

/** A page of the same storefront, or of another site over https; never `javascript:` or `//host`. */
export const pageAddress = z
  .string()
  .max(addressMax, `must be at most ${addressMax} characters`)
  .refine(isPageAddress, "must begin with / or https://");

function isPageAddress(text: string): boolean {
  if (!plainAddress.test(text)) return false;
  if (/^\/(?!\/)/.test(text)) return true;
  if (!/^https:\/\/[A-Za-z0-9]/.test(text) || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === "https:" && username === "" && password === "";
}

export const textMax = 300;
export const labelMax = 40;

/** One line that a person can read; `max` in UTF-16 units. */
const line = (max: number) =>
  z
    .string()
    .min(1, "must not be empty")
    .max(max, `must be at most ${max} characters`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
    .regex(/^[^\u0000-\u001f\u007f\u2028\u2029]*$/, "must be one line of text")
    .refine((text) => text.trim() !== "", "must not be empty")
    .refine((text) => !/\p{Surrogate}/u.test(text), "holds half a character");

export const widgetLanguage = z.enum(widgetLanguages);

const textName = z.string().regex(/^[a-z][A-Za-z0-9_.]{0,59}$/, "is not the name of a text");

/** The launcher's text in one language has the room of its label and no more. */
const languageTexts = z
  .record(textName, line(textMax))
  .refine(({ launcher = "" }) => launcher.length <= labelMax, {
    path: ["launcher"],
    message: `must be at most ${labelMax} characters`,
  });

/** The merchant's own words by language and key; what is missing is the widget's own. */
export const texts = z.partialRecord(widgetLanguage, languageTexts);

/** One switch or value of a storefront's looks each; defaults are in `default-look.ts`. */
export const lookFields = {
  /** Buttons, launcher, the top of the panel; and what is written on them. */
  color: hexColor,
  onColor: hexColor,
  /** The ground behind the panel's cards. */
  panelColor: hexColor,
  position,
  icon: z.enum(launcherIcons),
  /** What the launcher says in every language; null: the language's own word. */
  launcherLabel: line(labelMax).nullable(),
  /** Phones show no launcher; links to the panel still work. */
  hideOnMobile: z.boolean(),
  signInUrl: pageAddress,
  createAccountUrl: pageAddress,
  /** Languages the widget may speak; a page in another one gets the default. */
  languages: z
    .array(widgetLanguage)
    .min(1, "must name a language")
    .refine((list) => new Set(list).size === list.length, "names a language twice"),
  defaultLanguage: widgetLanguage,
  texts,
} as const;
