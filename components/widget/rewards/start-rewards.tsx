import { createRewardsStore, type RewardsContext, type RewardsStore } from "./create-rewards-store";
import styles from "./rewards.css?text";
import { RewardsView } from "./rewards-view";

/** What this part of the panel gives back: its styles, its state, and its views as one component over that state. */
export type RewardsPart = { styles: string; store: RewardsStore; View: typeof RewardsView };

type PanelContext = Pick<RewardsContext, "call" | "onChanged" | "onClaimed">;

/** Runs once, when the script of the reward views has arrived. */
export function startRewards(panel: PanelContext): RewardsPart {
  const store = createRewardsStore({
    ...panel,
    fetch: (...call) => fetch(...call),
    newId: () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(36)).join(""),
    pause: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
  });
  return { styles, store, View: RewardsView };
}
