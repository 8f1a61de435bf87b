import { type Call, idParam, notFound, type Route, readScopes, route } from "../http/call";
import { idsIn, wordsIn } from "../http/filters";
import { pagedReply } from "../http/paging";
import { data } from "../http/reply";
import type { Channel } from "../state/types";
import { storefrontOrigin } from "../state/world";

const readChannels = readScopes("store_channel_settings");
const readSites = readScopes("store_sites");
const firstSiteId = 999;
const born = "2024-01-04T04:15:50Z";

export const channelRoutes: Route[] = [
  route("GET", "/v3/channels", readChannels, (call) => {
    const { store, query } = call;
    const types = wordsIn(query, "type:in");
    const statuses = wordsIn(query, "status:in");
    const rows = store.channels.filter(
      (channel) => (!types || types.has("storefront")) && (!statuses || statuses.has(channel.status)),
    );
    return pagedReply(rows, query, (channel) => channelView(call, channel));
  }),
  route("GET", "/v3/channels/:channelId", readChannels, (call) => data(channelView(call, channelOf(call)))),
  route("GET", "/v3/channels/:channelId/site", readSites, (call) => data(siteView(call, channelOf(call)))),
  route("GET", "/v3/sites", readSites, (call) => {
    const ids = idsIn(call.query, "channel_id:in");
    const rows = call.store.channels.filter((channel) => !ids || ids.has(channel.id));
    // Sites count their pages in their own way.
    const pagination = { offset: 0, limit: 50, total_items: rows.length };
    return data(
      rows.map((channel) => siteView(call, channel)),
      { pagination },
    );
  }),
];

function channelOf(call: Call): Channel {
  return call.store.channels.find((channel) => channel.id === idParam(call, "channelId")) ?? notFound();
}

function channelView(call: Call, channel: Channel): object {
  const currencies = {
    default_currency: channel.currencies[0],
    enabled_currencies: channel.currencies,
  };
  return {
    id: channel.id,
    external_id: "",
    is_listable_from_ui: true,
    is_enabled: true,
    is_visible: true,
    status: channel.status,
    name: channel.name,
    type: "storefront",
    platform: channel.platform,
    date_created: born,
    date_modified: born,
    icon_url: "",
    ...(call.query.get("include") === "currencies" ? { currencies } : {}),
  };
}

function siteView(call: Call, channel: Channel): object {
  const url = storefrontOrigin(call.world, call.store, channel.id);
  const stamps = { created_at: born, updated_at: born };
  return {
    id: firstSiteId + channel.id,
    url,
    channel_id: channel.id,
    ...stamps,
    ssl_status: "dedicated",
    urls: ["primary", "canonical", "checkout"].map((type) => ({ url, type, ...stamps })),
    is_checkout_url_customized: false,
  };
}
