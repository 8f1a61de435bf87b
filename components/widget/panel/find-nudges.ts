import type { WidgetState } from "../client/widget-state";
import { costOf } from "../rewards/judge-reward";

/** Something worth pointing out to a member, once: `key` is the same as long as it is the same news. */
export type Nudge =
  | { key: string; kind: "reward"; reward: string }
  | { key: string; kind: "expiring"; points: number; at: string };

/** What is to be pointed out now, and how to put one of it away. */
export type Nudges = { lines: readonly Nudge[]; dismiss(key: string): void };

/**
 * Points about to expire, and the dearest reward that is surely within reach, so none that has a level or a limit of
 * its own; without what was dismissed.
 */
export function findNudges({ program, customer }: WidgetState, dismissed: ReadonlySet<string>): Nudge[] {
  const nudges: Nudge[] = [];
  const expiring = customer?.points_expiring;
  if (expiring) nudges.push({ key: `expiring/${expiring.at}`, kind: "expiring", ...expiring });
  const balance = customer && customer.state !== "disabled" ? customer.points_balance : -1;
  const best = program?.points_products
    .filter(
      (product) =>
        costOf(product) <= balance &&
        !product.restricted_to_vip_tier_keys[0] &&
        product.limit_per_customer === null,
    )
    .sort((a, b) => costOf(b) - costOf(a))[0];
  if (best) nudges.push({ key: `reward/${best.id}`, kind: "reward", reward: best.reward.name });
  return nudges.filter(({ key }) => !dismissed.has(key));
}
