import type { Look } from "@/lib/schemas/branding/branding-document";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";
import type { PointsProduct } from "@/lib/schemas/storefront/rewards";
import { directionOf } from "@/lib/texts/choose-language";

const at = "2026-01-15T12:00:00.000Z";

const reward = (
  id: number,
  name: string,
  points: number,
  type: PointsProduct["type"],
  value: string | null,
) =>
  ({
    id,
    exchange_type: "fixed",
    exchange_description: "",
    points_price: points,
    variable_points_step: null,
    variable_points_step_reward_value: null,
    variable_points_min: null,
    variable_points_max: null,
    reward: { id, name, description: "", image_url: "", created_at: at, updated_at: at },
    created_at: at,
    updated_at: at,
    type,
    value,
    currency: "USD",
    minimum_spend: null,
    expires_after_days: 30,
    limit_per_customer: null,
    terms_and_conditions: null,
    restricted_to_vip_tier_keys: [],
  }) satisfies PointsProduct;

const sampleRewards = [
  reward(1, "$5 off", 500, "fixed_amount", "5.00"),
  reward(2, "Free shipping", 800, "free_shipping", null),
  reward(3, "20% off", 2000, "percentage", "20"),
];

/** The store's own program for the preview, with made-up rewards while it has none, and the looks of the form. */
export function sampleProgram(own: StorefrontProgram | null, look: Look): StorefrontProgram {
  // The words are the form's, not the program's: `previewWords`.
  const spoken = { locale: look.defaultLanguage, direction: directionOf(look.defaultLanguage), texts: {} };
  const program: Omit<StorefrontProgram, "branding"> = own ?? {
    ...spoken,
    points_settings: { points_label: { one: "point", other: "points" } },
    earning_rules: [],
    points_products: [],
    vip_tiers: [],
    referral_settings: { status: "inactive", sender_reward: null, receiver_reward: null },
  };
  const products = program.points_products;
  return {
    ...program,
    points_products: products.length > 0 ? products : sampleRewards,
    branding: {
      color: look.color,
      on_color: look.onColor,
      panel_color: look.panelColor,
      position: look.position,
      icon: look.icon,
      hide_on_mobile: look.hideOnMobile,
      launcher_label: look.launcherLabel ?? "",
      sign_in_url: look.signInUrl,
      create_account_url: look.createAccountUrl,
    },
  };
}
