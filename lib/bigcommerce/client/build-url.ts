export type QueryValue = string | number | boolean | readonly (string | number)[] | undefined;
export type Query = Readonly<Record<string, QueryValue>>;

/** `v2/orders`, `v3/hooks/12`: the part after the store, without a leading slash. */
export type ApiPath = `v2/${string}` | `v3/${string}`;

/**
 * Absolute address of a store resource. Lists become one comma-separated parameter (the APIs' `style: form,
 * explode: false`) and `+`, as in RFC 3339 offsets and in e-mail addresses, is escaped: BigCommerce silently ignores a
 * date filter it cannot read and answers with everything.
 */
export function buildUrl(baseUrl: string, storeHash: string, path: ApiPath, query: Query = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    const text = queryText(value);
    return text === null ? [] : [`${encodeURIComponent(name).replaceAll("%3A", ":")}=${text}`];
  });
  const search = pairs.length === 0 ? "" : `?${pairs.join("&")}`;
  return `${baseUrl}/stores/${storeHash}/${path}${search}`;
}

function queryText(value: QueryValue): string | null {
  if (value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return encodeURIComponent(String(value));
  }
  return value.map((item) => encodeURIComponent(String(item))).join(",");
}
