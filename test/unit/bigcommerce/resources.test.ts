import { describe, expect, it } from "vitest";
import { listStorefronts } from "@/lib/bigcommerce/channels";
import { listCurrencies } from "@/lib/bigcommerce/currencies";
import { getProductFacts } from "@/lib/bigcommerce/products";
import { getStoreFacts } from "@/lib/bigcommerce/store";
import { getSubscribersByIds } from "@/lib/bigcommerce/subscribers";
import { clientFor, sendJson, startApi } from "./support/fake-api";

describe("a store", () => {
  it("tells what onboarding needs, with safe values where BigCommerce tells nothing", async () => {
    const api = await startApi((_request, response) =>
      sendJson(response, {
        id: "abc123",
        name: "Shop",
        domain: "shop.example",
        currency: "JPY",
        decimal_places: 0,
        admin_email: "Me@Shop.Example",
        timezone: { name: "Asia/Tokyo" },
        default_channel_id: 1,
        features: null,
      }),
    );
    expect(await getStoreFacts(clientFor(api.url))).toEqual({
      hash: "abc123",
      accountUuid: null,
      name: "Shop",
      domain: "shop.example",
      secureUrl: "",
      controlPanelUrl: "",
      status: "",
      adminEmail: "me@shop.example",
      language: "en",
      timeZone: "Asia/Tokyo",
      currency: "JPY",
      decimalPlaces: 0,
      planName: "",
      planLevel: "",
      isTrial: false,
      defaultChannelId: 1,
      isStencil: true,
      isMultiStorefront: false,
    });
  });

  it("without currencies answers 204 and has none; display-only ones are told apart", async () => {
    const api = await startApi((_request, response, count) =>
      count === 1
        ? void response.writeHead(204).end()
        : sendJson(response, [
            {
              currency_code: "EUR",
              decimal_places: "2",
              is_default: false,
              is_transactional: false,
              enabled: true,
            },
          ]),
    );
    expect(await listCurrencies(clientFor(api.url))).toEqual([]);
    expect(await listCurrencies(clientFor(api.url))).toEqual([
      { code: "EUR", decimalPlaces: 2, isDefault: false, isTransactional: false, isEnabled: true },
    ]);
  });

  it("has storefronts with every origin their pages can have", async () => {
    const api = await startApi(({ path }, response) =>
      sendJson(
        response,
        path === "v3/channels"
          ? {
              data: [
                {
                  id: 1,
                  name: "Main",
                  platform: "bigcommerce",
                  status: "active",
                  currencies: { default_currency: "USD", enabled_currencies: ["USD"] },
                },
                { id: 7, name: "Headless", platform: "catalyst", status: "prelaunch" },
              ],
            }
          : {
              data: [
                {
                  channel_id: 1,
                  url: "https://shop.example/",
                  urls: [
                    { url: "https://www.shop.example/", type: "primary" },
                    { url: "https://checkout.shop.example", type: "checkout" },
                    { url: "nonsense", type: "canonical" },
                  ],
                },
              ],
            },
      ),
    );
    expect(await listStorefronts(clientFor(api.url))).toEqual([
      {
        channelId: 1,
        name: "Main",
        platform: "bigcommerce",
        status: "active",
        siteUrl: "https://www.shop.example",
        origins: [
          "https://shop.example",
          "https://www.shop.example",
          "https://checkout.shop.example",
          "https://store-abc123.mybigcommerce.com",
        ],
        defaultCurrency: "USD",
        currencies: ["USD"],
      },
      {
        channelId: 7,
        name: "Headless",
        platform: "catalyst",
        status: "prelaunch",
        siteUrl: null,
        origins: ["https://store-abc123-7.mybigcommerce.com"],
        defaultCurrency: null,
        currencies: [],
      },
    ]);
    expect(api.seen).toHaveLength(2);
  });
});

describe("products and subscribers", () => {
  it("products tell categories and brand, 250 a call, brand 0 being none", async () => {
    const api = await startApi((_request, response) =>
      sendJson(response, { data: [{ id: 1, categories: [5], brand_id: 0 }], meta: {} }),
    );
    const found = await getProductFacts(
      clientFor(api.url),
      Array.from({ length: 251 }, (_, index) => index + 1),
    );
    expect(api.seen).toHaveLength(2);
    expect(found.get(1)).toEqual({ categoryIds: [5], brandId: null });
  });

  it("a subscriber without the newsletter consent has unsubscribed", async () => {
    const api = await startApi((_request, response) =>
      sendJson(response, {
        data: [
          { id: 5, email: "A@B.c", channel_id: 1, consents: ["marketing_newsletter"] },
          { id: 6, email: "d@e.f", consents: [] },
        ],
      }),
    );
    expect(await getSubscribersByIds(clientFor(api.url), [5, 6])).toEqual([
      { subscriberId: 5, email: "a@b.c", channelId: 1, hasNewsletter: true },
      { subscriberId: 6, email: "d@e.f", channelId: null, hasNewsletter: false },
    ]);
  });
});
