import type { ShopperCustomer } from "@/lib/schemas/storefront/account";
import type { StorefrontProgram, VipTier } from "@/lib/schemas/storefront/program";
import { useWords, type Words } from "../panel/words";
import { grantName } from "./grant-name";

type Props = { program: StorefrontProgram; customer: ShopperCustomer | null };

/** The levels from the first to the last, with the shopper's own place once they have one. */
export function VipView({ program, customer }: Props) {
  const words = useWords();
  const status = customer?.vip_status;
  return (
    <ul className="section levels">
      {program.vip_tiers.map((tier) => {
        const isOwn = status?.vip_tier_id === tier.id;
        return (
          <li className="card tier" key={tier.id} aria-current={isOwn || undefined}>
            <span className="row-text">
              <b>{tier.name}</b>
              <span>{words.t("vipFrom", { amount: milestone(tier, tier.milestone, words) })}</span>
              {isOwn && <small>{words.t("vipYou")}</small>}
              {status?.next_vip_tier_id === tier.id && status.delta_to_next_vip_tier !== null && (
                <small>
                  {words.t("vipNext", {
                    amount: milestone(tier, status.delta_to_next_vip_tier, words),
                    tier: tier.name,
                  })}
                </small>
              )}
            </span>
            <Perks tier={tier} words={words} />
          </li>
        );
      })}
    </ul>
  );
}

function Perks({ tier, words }: { tier: VipTier; words: Words }) {
  const { t, lang, format } = words;
  const times = Number(tier.multiplier);
  const perks = [
    ...(times > 1
      ? [t("vipTimes", { times: new Intl.NumberFormat(lang).format(times), points: format.pointsName })]
      : []),
    ...tier.entry_rewards.map((grant) => t("vipEntry", { reward: grantName(grant, words) })),
    ...tier.perks.map(({ name }) => name),
  ];
  if (perks.length === 0) return null;
  return (
    <ul>
      {perks.map((perk) => (
        <li key={perk}>{perk}</li>
      ))}
    </ul>
  );
}

const milestone = ({ basis, currency }: VipTier, value: number, { format }: Words) =>
  basis === "spend" ? format.money(value, currency) : format.points(value);
