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

/** The files with the calls an app makes, and how the addresses of each begin; a file is read when one of them is asked for. */
const files: [file: string, prefix: string, roots: RegExp][] = [
  ["orders.v2.oas2.yml", "/v2", /^\/v2\/order/],
  ["orders.v3.yml", "/v3", /^\/v3\/orders/],
  ["customers.v3.yml", "/v3", /^\/v3\/customers/],
  ["subscribers.v3.yml", "/v3", /^\/v3\/customers\/subscribers/],
  ["customers.v2.yml", "/v2", /^\/v2\/customer/],
  ["store_information.v2.yml", "/v2", /^\/v2\/(store|time)/],
  ["currencies.v2.yml", "/v2", /^\/v2\/currencies/],
  ["webhooks.v3.yml", "/v3", /^\/v3\/hooks/],
  ["scripts.v3.yml", "/v3", /^\/v3\/content\/scripts/],
  ["promotions.v3.yml", "/v3", /^\/v3\/promotions/],
  ["promotion_settings.v3.yml", "/v3", /^\/v3\/promotions\/settings/],
  ["marketing.v2.yml", "/v2", /^\/v2\/(coupons|gift_certificates)/],
  ["channels.v3.yml", "/v3", /^\/v3\/channels/],
  ["sites.v3.yml", "/v3", /^\/v3\/sites/],
  ["catalog/products_catalog.v3.yml", "/v3", /^\/v3\/catalog\/products/],
  ["carts.sf.yml", "/api/storefront", /^\/api\/storefront\/carts/],
  ["checkouts.sf.yml", "/api/storefront", /^\/api\/storefront\/checkouts/],
];
const methods = ["get", "post", "put", "delete"];
const indexed = new Map<string, Operation[]>();

/** The operation a call belongs to, or undefined when the files do not know it. */
export function findOperation(method: string, path: string): Operation | undefined {
  return files
    .filter(([, , roots]) => roots.test(path))
    .flatMap(([file, prefix]) => operationsOf(file, prefix))
    .filter((operation) => operation.method === method && operation.pattern.test(path))
    .sort((a, b) => a.placeholders - b.placeholders)[0];
}

function operationsOf(file: string, prefix: string): Operation[] {
  const known = indexed.get(file) ?? readOperations(file, prefix);
  indexed.set(file, known);
  return known;
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
