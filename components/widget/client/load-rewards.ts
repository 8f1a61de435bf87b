import type { WidgetConfig } from "@/lib/schemas/storefront/widget-config";
import { panelEvent } from "../loader/sdk";
import type { startRewards } from "../rewards/start-rewards";
import { type LentModules, lentModules } from "./lend-modules";

type Arrived = (modules: LentModules) => { startRewards: typeof startRewards };

/**
 * Fetches the script of the reward views, the panel's own address with another part, as the loader fetched the panel:
 * a script element with the same nonce. Rejects when it does not arrive.
 */
export function loadRewards({ api, panel }: WidgetConfig, nonce: string): Promise<typeof startRewards> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.nonce = nonce;
    script.src = `${api}${panel}?part=rewards`;
    script.addEventListener(panelEvent, (event) =>
      resolve((event as CustomEvent<Arrived>).detail(lentModules).startRewards),
    );
    script.onerror = () => reject(Error("Laurel: no rewards"));
    document.head.append(script);
  });
}
