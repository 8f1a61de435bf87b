/**
 * What a click on Install grants: the scopes Laurel is registered with, and the two that real scope strings carry
 * besides, so that nobody compares for equality.
 */
export const installScopes: string[] = [
  "store_v2_default",
  "users_basic_information",
  "store_v2_orders_read_only",
  "store_v2_customers",
  "store_v2_marketing",
  "store_v2_content",
  "store_v2_information_read_only",
  "store_channel_settings_read_only",
  "store_sites_read_only",
  "store_v2_products_read_only",
];
