/** What Laurel asks for at install: the least it needs. */
export const requiredScopes = [
  "store_v2_orders_read_only",
  "store_v2_customers",
  "store_v2_marketing",
  "store_v2_content",
  "store_v2_information_read_only",
  "store_channel_settings_read_only",
  "store_sites_read_only",
  "store_v2_products_read_only",
] as const;

/**
 * The required scopes that are not granted. A modify scope contains its read-only one; scopes we did not ask for
 * (BigCommerce adds some by itself) do not matter.
 */
export function findMissingScopes(granted: string): string[] {
  const scopes = new Set(granted.split(/\s+/).filter(Boolean));
  return requiredScopes.filter(
    (scope) => !scopes.has(scope) && !scopes.has(scope.replace(/_read_only$/, "")),
  );
}
