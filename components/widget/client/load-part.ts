import type { WidgetConfig } from "@/lib/schemas/storefront/widget-config";
import type { startClub } from "../club/start-club";
import { panelEvent } from "../loader/sdk";
import type { startRewards } from "../rewards/start-rewards";
import { type LentModules, lentModules } from "./lend-modules";

/** What the script of each part hands over. */
type Parts = {
  rewards: { startRewards: typeof startRewards };
  club: { startClub: typeof startClub };
};

/**
 * Fetches the script of a part, the panel's own address with another part, as the loader fetched the panel: a script
 * element with the same nonce. Rejects when it does not arrive.
 */
export function loadPart<Name extends keyof Parts>(
  { api, panel }: WidgetConfig,
  nonce: string,
  name: Name,
): Promise<Parts[Name]> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.nonce = nonce;
    script.src = `${api}${panel}?${name}`;
    script.addEventListener(panelEvent, (event) =>
      resolve((event as CustomEvent<(modules: LentModules) => Parts[Name]>).detail(lentModules)),
    );
    script.onerror = () => reject(Error(`Laurel: no ${name}`));
    document.head.append(script);
  });
}
