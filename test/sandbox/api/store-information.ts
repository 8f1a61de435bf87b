import { type Route, readScopes, route } from "../http/call";
import { pageRows } from "../http/paging";
import { ok, v2List } from "../http/reply";
import { rfc2822 } from "../state/format";
import { storefrontOrigin } from "../state/world";

const read = readScopes("store_v2_information");

export const storeInformationRoutes: Route[] = [
  route("GET", "/v2/time", [], ({ world }) => ok({ time: Math.floor(world.now() / 1000) })),
  route("GET", "/v2/store", read, ({ store, world }) => {
    const { settings } = store;
    const origin = storefrontOrigin(world, store, store.channels[0]?.id ?? 1);
    const currency = store.currencies[0];
    return ok({
      id: store.hash,
      account_uuid: store.accountUuid,
      domain: new URL(origin).host,
      secure_url: origin,
      control_panel_base_url: `${world.origins.panel}/manage/${store.hash}`,
      status: "live",
      name: settings.name,
      first_name: "Robin",
      last_name: "Owner",
      address: "12 Garden Lane, Austin",
      country: "United States",
      country_code: "US",
      infrastructure_region: "us-central1",
      phone: "",
      admin_email: store.owner.email,
      order_email: `orders@${store.hash}.example.com`,
      favicon_url: "",
      timezone: timezoneView(settings.timezone),
      language: "en",
      currency: settings.currency,
      currency_symbol: currency?.token ?? "$",
      decimal_separator: ".",
      thousands_separator: ",",
      decimal_places: settings.decimalPlaces,
      currency_symbol_location: "left",
      weight_units: "Ounces",
      dimension_units: "Inches",
      dimension_decimal_places: 2,
      dimension_decimal_token: ".",
      dimension_thousands_token: ",",
      plan_name: settings.planName,
      plan_level: settings.planName,
      plan_is_trial: false,
      industry: "Home & Garden",
      logo: [],
      is_price_entered_with_tax: settings.pricesIncludeTax,
      store_id: store.storeId,
      default_channel_id: 1,
      default_site_id: 1000,
      active_comparison_modules: [],
      features: {
        stencil_enabled: true,
        sitewidehttps_enabled: true,
        facebook_catalog_id: "",
        checkout_type: "optimized",
        wishlists_enabled: false,
        graphql_storefront_api_enabled: true,
        shopper_consent_tracking_enabled: false,
        multi_storefront_enabled: settings.multiStorefront,
        storefront_limits: { active: 3, total_including_inactive: 15 },
      },
    });
  }),
  route("GET", "/v2/currencies", read, ({ store, query, world }) =>
    v2List(
      pageRows(store.currencies, query).map((currency) => ({
        id: currency.id,
        is_default: currency.code === store.settings.currency,
        country_iso2: "US",
        default_for_country_codes: [],
        currency_code: currency.code,
        currency_exchange_rate: currency.rate,
        auto_update: false,
        token_location: "left",
        token: currency.token,
        decimal_token: ".",
        thousands_token: ",",
        decimal_places: currency.decimals,
        name: currency.name,
        enabled: true,
        is_transactional: true,
        use_default_name: false,
        last_updated: rfc2822(world.now()),
      })),
    ),
  ),
];

const hourSeconds = 3600;

function timezoneView(name: string): object {
  const january = offsetSeconds(name, Date.UTC(2026, 0, 1, 12));
  const july = offsetSeconds(name, Date.UTC(2026, 6, 1, 12));
  return {
    name,
    raw_offset: Math.min(january, july),
    dst_offset: Math.max(january, july),
    dst_correction: january !== july,
    date_format: { display: "M jS Y", export: "M jS Y", extended_display: "M jS Y @ g:i A" },
  };
}

/** Seconds east of UTC in a zone at an instant, from the zone's "GMT-5" spelling. */
function offsetSeconds(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const text = parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const match = /([+-])(\d{2}):(\d{2})/.exec(text);
  if (!match) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * hourSeconds + Number(match[3]) * 60);
}
