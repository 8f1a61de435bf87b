import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { type JsonObject, loadSpec } from "./specs";
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
  const place = `spec:/${file}${encodePointer(pointer)}`;
  return problems(compileOnce(place, { $ref: place }), value);
}

/** A single value against a schema that stands alone, e.g. a query parameter's. */
export function validateValue(file: string, schema: JsonObject, value: unknown): string[] {
  register(file);
  const text = JSON.stringify(toJsonSchema(schema)).replaceAll('"$ref":"#/', `"$ref":"spec:/${file}#/`);
  return problems(compileOnce(text, JSON.parse(text) as JsonObject), value);
}

/** Compiling is what costs, so each schema is compiled once. */
function compileOnce(key: string, schema: JsonObject): ValidateFunction {
  const known = compiled.get(key);
  if (known) return known;
  const validate = ajv.compile(schema);
  compiled.set(key, validate);
  return validate;
}

function problems(validate: ValidateFunction, value: unknown): string[] {
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

/** Braces and the like must be escaped in a URI; slashes between steps must not. */
function encodePointer(pointer: string): string {
  return `#${pointer.slice(1).split("/").map(encodeURIComponent).join("/")}`;
}
