import type { ShopperCustomer } from "@/lib/schemas/storefront/account";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";
import type { WidgetView } from "../loader/sdk";
import type { Nudges } from "../panel/find-nudges";
import { ClubLinks } from "./club-links";
import { NudgeLines } from "./nudge-lines";
import { ReferView } from "./refer-view";
import { VipView } from "./vip-view";

/** What the panel tells these views; at home they are two: what is pointed out at the top, and the ways on below. */
export type ClubProps = {
  program: StorefrontProgram;
  customer: ShopperCustomer | null;
  nudges: Nudges;
  views: readonly ("vip" | "refer")[];
  place: "vip" | "refer" | "top" | "below";
  onNavigate(view: WidgetView): void;
};

export function ClubView({ program, customer, nudges, views, place, onNavigate }: ClubProps) {
  if (place === "vip") return <VipView program={program} customer={customer} />;
  if (place === "top") return <NudgeLines nudges={nudges} onNavigate={onNavigate} />;
  if (place === "below") return <ClubLinks views={views} onNavigate={onNavigate} />;
  return <ReferView settings={program.referral_settings} url={customer?.referral_url ?? null} />;
}
