import type { WidgetConfig } from "@/lib/schemas/storefront/widget-config";
import type { RewardsSlot } from "../panel/rewards-slot";
import type { RewardsContext } from "../rewards/create-rewards-store";
import { loadRewards } from "./load-rewards";

type Input = {
  config: WidgetConfig;
  root: ShadowRoot;
  nonce: string;
  context: RewardsContext;
  /** The slot has another content now. */
  onChange(): void;
};

/** Keeps the place of the reward views: empty, on its way, there, or failed and to be tried again. */
export function createRewardsSlot({ config, root, nonce, context, onChange }: Input) {
  let isUnderWay = false;
  const load = () => {
    if (isUnderWay) return;
    isUnderWay = true;
    loadRewards(config, nonce).then(
      (start) => {
        const part = start(context);
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(part.styles);
        root.adoptedStyleSheets.push(sheet);
        set(part);
      },
      () => {
        isUnderWay = false;
        set("failed");
      },
    );
  };
  let slot: RewardsSlot = { part: "loading", load };
  const set = (part: RewardsSlot["part"]) => {
    slot = { part, load };
    onChange();
  };
  return { get: () => slot };
}
