import { asObject, type Json, type JsonObject, resolveRef } from "./specs";

/**
 * Fields of a value that the file does not name. The official schemas are open, so a misspelt field would pass a
 * validator; here every branch of a schema is gathered, and what none of them names is reported by its path.
 */
export function unknownFields(spec: JsonObject, schema: Json | undefined, value: unknown, at = ""): string[] {
  const branches = gather(spec, schema, 0);
  if (Array.isArray(value)) {
    const items = branches.map((branch) => branch.items).filter((entry) => entry !== undefined);
    if (items.length === 0) return [];
    return [...new Set(value.flatMap((entry) => unknownFields(spec, { anyOf: items }, entry, `${at}[]`)))];
  }
  if (typeof value !== "object" || value === null) return [];
  const named = branches.map((branch) => asObject(branch.properties)).filter((entry) => entry !== null);
  const open = branches.some(
    (branch) => asObject(branch.additionalProperties) || branch.additionalProperties === true,
  );
  if (named.length === 0 || open) return [];
  return Object.entries(value).flatMap(([field, entry]) => {
    const known = named.map((properties) => properties[field]).filter((one) => one !== undefined);
    if (known.length === 0) return [`${at}/${field}`];
    return unknownFields(spec, { anyOf: known }, entry, `${at}/${field}`);
  });
}

const depthMax = 12;

/** A schema with its `$ref`, `allOf`, `oneOf` and `anyOf` laid side by side. */
function gather(spec: JsonObject, schema: Json | undefined, depth: number): JsonObject[] {
  const resolved = resolveRef(spec, schema);
  if (!resolved || depth > depthMax) return [];
  const combined = ["allOf", "oneOf", "anyOf"].flatMap((key) => {
    const list = resolved[key];
    return Array.isArray(list) ? list : [];
  });
  return [resolved, ...combined.flatMap((entry) => gather(spec, entry, depth + 1))];
}
