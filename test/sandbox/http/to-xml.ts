/** v2 answers XML to callers that did not ask for JSON. Enough of it to be recognised and to fail a JSON parser. */
export function toXml(value: unknown, root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, value)}`;
}

function element(name: string, value: unknown): string {
  return `<${name}>${content(name, value)}</${name}>`;
}

function content(name: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((entry) => element(singular(name), entry)).join("");
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([key, entry]) => element(key, entry))
      .join("");
  }
  return String(value).replace(
    /[<>&]/g,
    (char) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[char] ?? char,
  );
}

const singular = (name: string) => (name.endsWith("s") ? name.slice(0, -1) : "value");
