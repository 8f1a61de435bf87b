/** Deep links that BigCommerce may pass on (app extensions, channel sections), as regular expressions over our pages. */
const knownPaths = [
  /^\/customers(\/\d+)?$/,
  /^\/activity$/,
  /^\/program$/,
  /^\/orders\/\d+$/,
  /^\/settings$/,
];

/**
 * Where in the dashboard a session begins. Only paths on the list are followed: a signed link still must not
 * lead out of the app.
 */
export function toDashboardPath(url: string, query: Record<string, string | null>): string {
  const path = url.split(/[?#]/)[0]?.replace(/\/+$/, "") ?? "";
  const known = knownPaths.some((pattern) => pattern.test(path)) ? path : "";
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== null) search.set(name, value);
  return `/dashboard${known}?${search}`;
}
