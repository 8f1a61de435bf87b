import type { z } from "zod";
import type { Grant, ProgramParts } from "@/lib/schemas/program/parts";

type Context = z.core.$RefinementCtx;
type Path = (string | number)[];

/** What no single part can see: keys used twice, and references to tiers and rewards that are not there. */
export function checkReferences(program: ProgramParts, context: Context): void {
  const { earning, rewards, vip, referrals } = program;
  checkUnique(earning.actions, ["earning", "actions"], context);
  checkUnique(earning.campaigns, ["earning", "campaigns"], context);
  checkUnique(rewards, ["rewards"], context);
  checkUnique(vip.tiers, ["vip", "tiers"], context);
  const tierKeys = new Set(vip.tiers.map((tier) => tier.key));
  for (const [index, campaign] of earning.campaigns.entries()) {
    checkKnown(campaign.tierKeys, tierKeys, "tier", ["earning", "campaigns", index, "tierKeys"], context);
  }
  for (const [index, reward] of rewards.entries()) {
    checkKnown(reward.tierKeys, tierKeys, "tier", ["rewards", index, "tierKeys"], context);
  }
  const rewardKeys = new Set(rewards.map((reward) => reward.key));
  const checkGrant = (grant: Grant | null, path: Path) => {
    if (grant?.kind === "reward") checkKnown([grant.rewardKey], rewardKeys, "reward", path, context);
  };
  for (const [index, tier] of vip.tiers.entries()) {
    for (const [place, grant] of tier.entryRewards.entries()) {
      checkGrant(grant, ["vip", "tiers", index, "entryRewards", place]);
    }
  }
  checkGrant(referrals.friendReward, ["referrals", "friendReward"]);
  checkGrant(referrals.advocateReward, ["referrals", "advocateReward"]);
}

function checkUnique(parts: readonly { key: string }[], path: Path, context: Context): void {
  const seen = new Set<string>();
  for (const [index, { key }] of parts.entries()) {
    if (seen.has(key)) {
      context.addIssue({ code: "custom", path: [...path, index, "key"], message: `"${key}" is used twice` });
    }
    seen.add(key);
  }
}

function checkKnown(
  wanted: readonly string[],
  known: ReadonlySet<string>,
  what: string,
  path: Path,
  context: Context,
): void {
  for (const key of wanted) {
    if (known.has(key)) continue;
    context.addIssue({ code: "custom", path, message: `there is no ${what} "${key}"` });
  }
}
