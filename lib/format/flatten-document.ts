/** A document as leaves by dotted path: `{"earning.orders.rate.points": "2"}`. Lists of plain values stay one leaf. */
export function flattenDocument(value: unknown, path = ""): Map<string, string> {
  const leaves = new Map<string, string>();
  if (Array.isArray(value) && value.some((item) => typeof item === "object" && item !== null)) {
    value.forEach((item, index) => {
      for (const [key, leaf] of flattenDocument(item, `${path}.${index}`)) leaves.set(key, leaf);
    });
  } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const [name, item] of Object.entries(value)) {
      for (const [key, leaf] of flattenDocument(item, path ? `${path}.${name}` : name)) leaves.set(key, leaf);
    }
  } else {
    leaves.set(path, Array.isArray(value) ? value.join(", ") : String(value));
  }
  return leaves;
}
