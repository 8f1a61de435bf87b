import type { HistoryState } from "@/components/widget/client/widget-state";
import { fillMessage } from "@/lib/loyalty/explain/fill-message";
import { shopperCatalogs } from "@/lib/loyalty/explain/shopper/catalogs";
import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";
import type { ShopperCustomer } from "@/lib/schemas/storefront/account";
import type { ShopperPointsTransaction } from "@/lib/schemas/storefront/points-transactions";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";
import { catalogues } from "@/lib/texts/catalogues";

const at = "2026-01-15T12:00:00.000Z";

/** Somebody with enough points for some rewards and not for others, on the program's first level. */
export const sampleCustomer = (program: StorefrontProgram): ShopperCustomer => ({
  ...ada,
  referral_url: program.referral_settings.status === "active" ? "https://shop.example/?ref=ADA2026" : null,
  vip_tier_id: program.vip_tiers[0]?.id ?? null,
  vip_status: sampleVip(program.vip_tiers),
});

/** On the first level, half-way to the next. */
function sampleVip([first, next]: StorefrontProgram["vip_tiers"]): ShopperCustomer["vip_status"] {
  if (!first) return null;
  return {
    vip_tier_id: first.id,
    vip_tier_expires_at: null,
    progress_value: null,
    current_vip_period_end: null,
    delta_to_retain_vip_tier: null,
    next_vip_tier_id: next?.id ?? null,
    delta_to_next_vip_tier: next ? (next.milestone - first.milestone) / 2 : null,
  };
}

const ada: ShopperCustomer = {
  id: 1,
  first_name: "Ada",
  last_name: "Lovelace",
  email: "ada@example.com",
  state: "member",
  date_of_birth: null,
  points_balance: 1240,
  points_pending: 60,
  points_debt: 0,
  points_expiring: null,
  referral_url: null,
  vip_tier_id: null,
  vip_status: null,
  bigcommerce_customer_id: 1,
  created_at: at,
  updated_at: at,
};

const change = (
  id: number,
  points: number,
  description: string,
  status: ShopperPointsTransaction["status"] = "completed",
): ShopperPointsTransaction => ({
  id,
  customer_id: 1,
  points_change: points,
  description,
  internal_note: null,
  type: points > 0 ? "order_award" : "redemption",
  status,
  order_id: null,
  program_version: null,
  explanation: [],
  created_at: at,
  updated_at: at,
});

/** What happened to them, in the words the storefront would get. */
export function sampleHistory(language: WidgetLanguage): HistoryState {
  const words = shopperCatalogs[language].shopper;
  const spoken = { locale: language, points: catalogues[language].points };
  const order = (orderId: number) => fillMessage(words["headline.order_award"], { orderId }, spoken);
  return {
    phase: "ready",
    items: [
      change(3, 60, order(1043), "pending"),
      change(2, -500, fillMessage(words["headline.redemption"], {}, spoken)),
      change(1, 128, order(1021)),
    ],
    nextCursor: null,
  };
}
