import { asObject, type Json, type JsonObject } from "./specs";

/** Keywords whose value maps names to schemas; a property may well be called `nullable` or `example`. */
const nameMaps = new Set(["properties", "patternProperties", "schemas", "parameters", "responses", "paths"]);

/**
 * OpenAPI 2 and 3.0 schemas as JSON Schema: `nullable` becomes a type, boolean `exclusiveMinimum` a number, `required`
 * inside a property (a mistake the files make) goes. `oneOf` becomes `anyOf`: the files offer alternatives whose fields are
 * all optional, so that their own examples match several. Works on a whole document, so that references stay as they are.
 */
export function toJsonSchema(value: Json): Json {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  const object = asObject(value);
  if (!object) return value;
  const converted: JsonObject = {};
  for (const [key, entry] of Object.entries(object)) {
    if (key === "example" || key === "examples" || key === "x-examples") continue;
    const names = nameMaps.has(key) ? asObject(entry) : null;
    converted[key] = names
      ? Object.fromEntries(Object.entries(names).map(([name, schema]) => [name, toJsonSchema(schema)]))
      : toJsonSchema(entry);
  }
  return fixSchema(converted);
}

function fixSchema(schema: JsonObject): JsonObject {
  if (schema.oneOf !== undefined && schema.anyOf === undefined) {
    schema.anyOf = schema.oneOf;
    delete schema.oneOf;
  }
  if (typeof schema.required === "boolean") delete schema.required;
  if (schema.exclusiveMinimum === true) schema.exclusiveMinimum = schema.minimum ?? 0;
  if (schema.exclusiveMaximum === true) schema.exclusiveMaximum = schema.maximum ?? 0;
  for (const key of ["exclusiveMinimum", "exclusiveMaximum"]) if (schema[key] === false) delete schema[key];
  if (schema.nullable === true || schema["x-nullable"] === true) return allowNull(schema);
  return schema;
}

function allowNull(schema: JsonObject): JsonObject {
  const { nullable: _, "x-nullable": __, ...rest } = schema;
  if (typeof rest.type !== "string") return { anyOf: [{ type: "null" }, rest] };
  rest.type = [rest.type, "null"];
  if (Array.isArray(rest.enum)) rest.enum = [...rest.enum, null];
  return rest;
}
