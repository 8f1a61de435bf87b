import { z } from "zod";
import type { BigCommerceClient } from "./client/client";
import { originsOf } from "./map/origins";
import { listAllPages } from "./paging";
import { integer, list, text, textOrNull } from "./schemas/primitives";

const channelSchema = z.looseObject({
  id: integer,
  name: text,
  platform: text,
  status: text,
  currencies: z.looseObject({ default_currency: textOrNull, enabled_currencies: list(z.string()) }).nullish(),
});

const siteSchema = z.looseObject({
  channel_id: integer,
  url: text,
  urls: list(z.looseObject({ url: text, type: text })),
});

/** A storefront: a channel of that type with its site. */
export type StorefrontFacts = {
  channelId: number;
  name: string;
  /** `bigcommerce` is Stencil; anything else is headless. */
  platform: string;
  status: string;
  /** Where shoppers see it, without a trailing slash; `null` for a channel without a site. */
  siteUrl: string | null;
  /** Origins its pages can have, the permanent `mybigcommerce.com` one included; the widget is called from these. */
  origins: string[];
  defaultCurrency: string | null;
  currencies: string[];
};

/** All storefronts that are or may soon be open: two calls for a store of up to 250 storefronts. */
export async function listStorefronts(client: BigCommerceClient): Promise<StorefrontFacts[]> {
  const channels = await listAllPages(client, {
    operation: "channels.list",
    path: "v3/channels",
    query: {
      "type:in": "storefront",
      "status:in": ["active", "prelaunch"],
      available: true,
      include: "currencies",
    },
    item: channelSchema,
  });
  if (channels.length === 0) return [];
  const sites = await listAllPages(client, {
    operation: "sites.list",
    path: "v3/sites",
    query: { "channel_id:in": channels.map(({ id }) => id) },
    item: siteSchema,
  });
  return channels.map((channel) => {
    const own = sites.filter((site) => site.channel_id === channel.id);
    const urls = own.flatMap((site) => [site.url, ...site.urls.map(({ url }) => url)]);
    const primary =
      own.flatMap((site) => site.urls).find(({ type }) => type === "primary")?.url ?? own[0]?.url;
    return {
      channelId: channel.id,
      name: channel.name,
      platform: channel.platform,
      status: channel.status,
      siteUrl: primary ? primary.replace(/\/+$/, "") : null,
      origins: originsOf(urls, client.storeHash, channel.id),
      defaultCurrency: channel.currencies?.default_currency ?? null,
      currencies: channel.currencies?.enabled_currencies ?? [],
    };
  });
}
