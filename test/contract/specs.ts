import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";

/** BigCommerce's own OpenAPI files. They are not part of this repository; without them the contract tests are skipped. */
const folder = resolve("../shared/bigcommerce/specs");

export const specsAvailable = existsSync(folder);

/** Says once, on one line, why nothing is checked. */
export function warnWithoutSpecs(): void {
  if (!specsAvailable) console.warn(`contract tests skipped: no OpenAPI files in ${folder}`);
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

const loaded = new Map<string, JsonObject>();

/** One file, parsed once. */
export function loadSpec(name: string): JsonObject {
  const known = loaded.get(name);
  if (known) return known;
  const spec = parse(readFileSync(resolve(folder, name), "utf8"), { merge: true }) as JsonObject;
  loaded.set(name, spec);
  return spec;
}

export function asObject(value: Json | undefined): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
}

/** Follows `$ref` inside one file until something real stands there. */
export function resolveRef(spec: JsonObject, value: Json | undefined): JsonObject | null {
  let at = asObject(value);
  for (let hops = 0; at && typeof at.$ref === "string" && hops < 20; hops += 1) {
    at = asObject(lookUp(spec, at.$ref));
  }
  return at;
}

function lookUp(spec: JsonObject, ref: string): Json | undefined {
  if (!ref.startsWith("#/")) throw new Error(`Only references inside a file are known: ${ref}`);
  return ref
    .slice(2)
    .split("/")
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<Json | undefined>((at, key) => asObject(at)?.[key], spec);
}
