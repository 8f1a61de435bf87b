import type { Look } from "@/lib/schemas/branding/branding-document";
import { launcherText } from "@/lib/schemas/branding/launcher-text";
import type { Branding } from "@/lib/schemas/storefront/program";
import { ownText } from "@/lib/texts/own-text";

/** A look as the storefront API tells it. */
export function describeBranding(look: Look): Branding {
  return {
    color: look.color,
    on_color: look.onColor,
    panel_color: look.panelColor,
    position: look.position,
    icon: look.icon,
    hide_on_mobile: look.hideOnMobile,
    launcher_label: launcherText(look, look.defaultLanguage, ownText(look.defaultLanguage, "launcher")),
    sign_in_url: look.signInUrl,
    create_account_url: look.createAccountUrl,
  };
}
