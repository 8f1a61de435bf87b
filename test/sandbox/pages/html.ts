/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}
type Value = Html | string | number | boolean | null | undefined | Value[];

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => entities[char] ?? char);

/** HTML from a template; every value is escaped unless it is Html itself. `false`, `null` and `undefined` vanish. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  let text = strings[0] ?? "";
  values.forEach((value, index) => {
    text += render(value) + (strings[index + 1] ?? "");
  });
  return new Html(text);
}

/** Text that is trusted: styles, drawings, scripts a merchant installed. */
export const raw = (text: string): Html => new Html(text);

function render(value: Value): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(render).join("");
  if (value === null || value === undefined || value === false || value === true) return "";
  return escapeHtml(String(value));
}
