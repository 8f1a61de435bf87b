/**
 * The origins (scheme, host, port) pages of a storefront can have: its own addresses, and the permanent one BigCommerce
 * gives every storefront, `store-{hash}[-{channel}].mybigcommerce.com`. Addresses that are not http(s) are left out.
 */
export function originsOf(urls: readonly string[], storeHash: string, channelId: number): string[] {
  const suffix = channelId === 1 ? "" : `-${channelId}`;
  const permanent = `https://store-${storeHash}${suffix}.mybigcommerce.com`;
  const origins = [...urls, permanent].flatMap((url) => {
    const parsed = URL.canParse(url) ? new URL(url) : null;
    return parsed && /^https?:$/.test(parsed.protocol) ? [parsed.origin] : [];
  });
  return [...new Set(origins)];
}
