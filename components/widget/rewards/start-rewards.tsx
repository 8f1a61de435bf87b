import { createRewardsStore, type RewardsContext, type RewardsStore } from "./create-rewards-store";
import styles from "./rewards.css?text";
import { RewardsView } from "./rewards-view";

/** What this part of the panel gives back: its styles, its state, and its views as one component over that state. */
export type RewardsPart = { styles: string; store: RewardsStore; View: typeof RewardsView };

/** Runs once, when the script of the reward views has arrived. */
export function startRewards(context: RewardsContext): RewardsPart {
  return { styles, store: createRewardsStore(context), View: RewardsView };
}
