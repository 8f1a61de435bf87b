import type { Look } from "@/lib/schemas/branding/branding-document";
import { widgetLanguages } from "@/lib/schemas/branding/widget-languages";

/** How the widget looks until the merchant says otherwise. Addresses are Stencil's own. */
export const defaultLook: Look = {
  color: "#1f5c45",
  onColor: "#ffffff",
  panelColor: "#f5f7f4",
  position: { side: "end", inline: 16, block: 16 },
  icon: "leaves",
  launcherLabel: null,
  hideOnMobile: false,
  signInUrl: "/login.php",
  createAccountUrl: "/login.php?action=create_account",
  languages: [...widgetLanguages],
  defaultLanguage: "en",
  texts: {},
};
