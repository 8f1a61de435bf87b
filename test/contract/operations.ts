import { asObject, type Json, type JsonObject, loadSpec, resolveRef } from "./specs";

/** One operation of the official files, found by method and path. */
export type Operation = {
  /** `GET /v2/orders/{order_id}` */
  name: string;
  spec: string;
  /** JSON pointer of the operation in its file. */
  pointer: string;
  method: string;
  pattern: RegExp;
  /** Fewer placeholders first: `/promotions/codes` before `/promotions/{id}`. */
  placeholders: number;
  definition: JsonObject;
  pathItem: JsonObject;
};

/** The files with the calls an app makes, and the version segment their paths stand under. */
const files: [file: string, prefix: string][] = [
  ["orders.v2.oas2.yml", "/v2"],
  ["orders.v3.yml", "/v3"],
  ["customers.v3.yml", "/v3"],
  ["customers.v2.yml", "/v2"],
  ["subscribers.v3.yml", "/v3"],
  ["store_information.v2.yml", "/v2"],
  ["currencies.v2.yml", "/v2"],
  ["webhooks.v3.yml", "/v3"],
  ["scripts.v3.yml", "/v3"],
  ["promotions.v3.yml", "/v3"],
  ["promotion_settings.v3.yml", "/v3"],
  ["marketing.v2.yml", "/v2"],
  ["channels.v3.yml", "/v3"],
  ["sites.v3.yml", "/v3"],
  ["catalog/products_catalog.v3.yml", "/v3"],
  ["carts.sf.yml", "/api/storefront"],
  ["checkouts.sf.yml", "/api/storefront"],
];
const methods = ["get", "post", "put", "delete"];

let index: Operation[] | null = null;

/** The operation a call belongs to, or undefined when the files do not know it. */
export function findOperation(method: string, path: string): Operation | undefined {
  index ??= files.flatMap(([file, prefix]) => readOperations(file, prefix));
  return index
    .filter((operation) => operation.method === method && operation.pattern.test(path))
    .sort((a, b) => a.placeholders - b.placeholders)[0];
}

function readOperations(file: string, prefix: string): Operation[] {
  const paths = asObject(loadSpec(file).paths) ?? {};
  return Object.entries(paths).flatMap(([path, item]) => {
    const pathItem = asObject(item) ?? {};
    return methods.flatMap((method) => {
      const definition = asObject(pathItem[method]);
      if (!definition) return [];
      const template = path.replace(/\{[^}]+\}/g, "[^/]+");
      return {
        name: `${method.toUpperCase()} ${prefix}${path}`,
        spec: file,
        pointer: `#/paths/${path.replaceAll("~", "~0").replaceAll("/", "~1")}/${method}`,
        method: method.toUpperCase(),
        pattern: new RegExp(`^${prefix}${template}$`),
        placeholders: path.split("{").length - 1,
        definition,
        pathItem,
      };
    });
  });
}

/** Parameters of the path and of the operation, references resolved. */
export function parametersOf({ spec, pathItem, definition }: Operation): JsonObject[] {
  const list = (value: Json | undefined) => (Array.isArray(value) ? value : []);
  const document = loadSpec(spec);
  return [...list(pathItem.parameters), ...list(definition.parameters)]
    .map((parameter) => resolveRef(document, parameter))
    .filter((parameter) => parameter !== null);
}
