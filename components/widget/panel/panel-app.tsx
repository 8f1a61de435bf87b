import { useEffect, useMemo, useState } from "react";
import type { WidgetStore } from "../client/create-store";
import type { WidgetView } from "../loader/sdk";
import { createFormat } from "../messages/create-format";
import { createTranslate } from "../messages/create-translate";
import { en } from "../messages/en";
import type { RewardsSlot } from "./rewards-slot";
import { WidgetPanel } from "./widget-panel";
import { WordsContext } from "./words";

/** Before the program has told the store's own word. */
const pointsNameFallback = { one: "point", other: "points" };

type Props = {
  store: WidgetStore;
  lang: string;
  view: WidgetView;
  titleId: string;
  rewards: RewardsSlot;
  onNavigate(view: WidgetView): void;
  onClose(): void;
};

/** The panel of the storefront: its state from the store, its words from the shopper's language. */
export function PanelApp({ store, lang, ...panel }: Props) {
  const [state, setState] = useState(store.get);
  useEffect(() => {
    setState(store.get());
    return store.subscribe(() => setState(store.get()));
  }, [store]);

  const name = state.program?.points_settings.points_label ?? pointsNameFallback;
  const words = useMemo(
    () => ({ t: createTranslate(en, lang), lang, format: createFormat(lang, name) }),
    [lang, name],
  );
  return (
    <WordsContext.Provider value={words}>
      <WidgetPanel
        {...panel}
        state={state}
        onRetry={() => {
          panel.onNavigate(panel.view);
          void store.retry();
        }}
        onLoadMore={store.loadMore}
      />
    </WordsContext.Provider>
  );
}
