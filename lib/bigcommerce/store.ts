import { z } from "zod";
import type { BigCommerceClient } from "./client/client";
import { flag, idOrNull, integer, text, textOrNull } from "./schemas/primitives";

const storeSchema = z.looseObject({
  id: z.string().min(1),
  account_uuid: textOrNull,
  name: text,
  domain: text,
  secure_url: text,
  control_panel_base_url: text,
  status: text,
  admin_email: text,
  language: text,
  timezone: z.looseObject({ name: text }).nullish(),
  currency: z.string().length(3),
  decimal_places: integer.nullish(),
  plan_name: text,
  plan_level: text,
  plan_is_trial: flag,
  default_channel_id: idOrNull,
  features: z.looseObject({ stencil_enabled: flag, multi_storefront_enabled: flag }).nullish(),
});

/** What a store says about itself; fills the onboarding and the store row. */
export type StoreFacts = {
  hash: string;
  accountUuid: string | null;
  name: string;
  domain: string;
  secureUrl: string;
  controlPanelUrl: string;
  status: string;
  adminEmail: string;
  language: string;
  /** IANA name, `UTC` when BigCommerce gives none. */
  timeZone: string;
  currency: string;
  decimalPlaces: number;
  planName: string;
  planLevel: string;
  isTrial: boolean;
  defaultChannelId: number | null;
  isStencil: boolean;
  isMultiStorefront: boolean;
};

export async function getStoreFacts(client: BigCommerceClient): Promise<StoreFacts> {
  const store = await client.get({ operation: "store.get", path: "v2/store", schema: storeSchema });
  return {
    hash: store.id,
    accountUuid: store.account_uuid,
    name: store.name,
    domain: store.domain,
    secureUrl: store.secure_url,
    controlPanelUrl: store.control_panel_base_url,
    status: store.status,
    adminEmail: store.admin_email.toLowerCase(),
    language: store.language || "en",
    timeZone: store.timezone?.name || "UTC",
    currency: store.currency,
    decimalPlaces: store.decimal_places ?? 2,
    planName: store.plan_name,
    planLevel: store.plan_level,
    isTrial: store.plan_is_trial,
    defaultChannelId: store.default_channel_id,
    isStencil: store.features?.stencil_enabled ?? true,
    isMultiStorefront: store.features?.multi_storefront_enabled ?? false,
  };
}
