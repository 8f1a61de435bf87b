import type { ShopperCustomer } from "@/lib/schemas/storefront/account";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";
import type { WidgetView } from "../loader/sdk";
import type { Nudges } from "../panel/find-nudges";
import { Birthday } from "./birthday";
import { ClubLinks } from "./club-links";
import { NudgeLines } from "./nudge-lines";
import { ReferView } from "./refer-view";
import { VipView } from "./vip-view";

/** How these views talk to the API, and say that the account has changed. */
export type ClubCalls = { call<T>(path: string, body?: object): Promise<T>; onChanged(): void };

/**
 * What the panel tells these views; at home they are two: what is pointed out at the top, and the ways on below.
 * `views`: what the program has for them to show, `earn` being the birthday.
 */
export type ClubProps = {
  program: StorefrontProgram;
  customer: ShopperCustomer | null;
  nudges: Nudges;
  views: readonly ("vip" | "refer" | "earn")[];
  place: "vip" | "refer" | "earn" | "top" | "below";
  calls: ClubCalls;
  onNavigate(view: WidgetView): void;
};

export function ClubView({ program, customer, nudges, views, place, calls, onNavigate }: ClubProps) {
  if (place === "vip") return <VipView program={program} customer={customer} />;
  if (place === "refer")
    return <ReferView settings={program.referral_settings} url={customer?.referral_url ?? null} />;
  if (place === "top") return <NudgeLines nudges={nudges} onNavigate={onNavigate} />;
  const rule = program.earning_rules.find(({ kind }) => kind === "birthday");
  const isHome = place === "below";
  return (
    <>
      {isHome && <ClubLinks views={views} onNavigate={onNavigate} />}
      {rule && customer && (
        <Birthday points={rule.reward_value.fixed?.value ?? 0} {...{ customer, isHome, calls }} />
      )}
    </>
  );
}
