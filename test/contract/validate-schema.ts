import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { type Json, type JsonObject, loadSpec } from "./specs";
import { toJsonSchema } from "./to-json-schema";

const ajv = new Ajv({ strict: false, allErrors: true, logger: false, unicodeRegExp: false });
addFormats(ajv);
// Formats the files use that no validator knows, and dates: v2 writes RFC 2822 where some files say date-time.
for (const format of ["int32", "int64", "float", "double", "ISO-4217", "UUID", "url", "date", "date-time"]) {
  ajv.addFormat(format, true);
}

const registered = new Set<string>();
const compiled = new Map<string, ValidateFunction>();

/** Problems of a value against the schema at a place of a file, as `path message`. */
export function validateAgainst(file: string, pointer: string, value: unknown): string[] {
  register(file);
  const key = `spec:/${file}${encodePointer(pointer)}`;
  let validate = compiled.get(key);
  if (!validate) {
    validate = ajv.compile({ $ref: key });
    compiled.set(key, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    (error) => `${error.instancePath || "/"} ${error.message ?? error.keyword}`,
  );
}

/** A single value against a schema that stands alone, e.g. a query parameter's. */
export function validateValue(file: string, schema: JsonObject, value: unknown): string[] {
  const wrapped = toJsonSchema({ ...schema } as Json) as JsonObject;
  if (JSON.stringify(wrapped).includes('"$ref"')) register(file);
  const validate = ajv.compile(withBase(wrapped, file));
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) =>
    `${error.instancePath} ${error.message ?? error.keyword}`.trim(),
  );
}

function register(file: string): void {
  if (registered.has(file)) return;
  registered.add(file);
  ajv.addSchema(toJsonSchema(loadSpec(file)) as JsonObject, `spec:/${file}`);
}

/** References of a loose schema are relative to its file. */
function withBase(schema: JsonObject, file: string): JsonObject {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', `"$ref":"spec:/${file}#/`)) as JsonObject;
}

/** Braces and the like must be escaped in a URI; slashes between steps must not. */
function encodePointer(pointer: string): string {
  return `#${pointer.slice(1).split("/").map(encodeURIComponent).join("/")}`;
}
