import type { Branding } from "@/lib/schemas/storefront/program";

/** How the widget looks until the merchant says otherwise. Addresses are Stencil's own. */
export const defaultBranding: Branding = {
  color: "#1f5c45",
  on_color: "#ffffff",
  launcher_label: "Rewards",
  sign_in_url: "/login.php",
  create_account_url: "/login.php?action=create_account",
};
