import { useEffect, useMemo, useState } from "react";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";
import type { WidgetStore } from "../client/create-store";
import { createFormat } from "../messages/create-format";
import { createTranslate } from "../messages/create-translate";
import { waitingTexts } from "../messages/waiting-texts";
import type { Nudges } from "./find-nudges";
import type { ClubSlot, RewardsSlot } from "./part-slot";
import { WidgetPanel } from "./widget-panel";
import { WordsContext } from "./words";

type Spoken = Pick<StorefrontProgram, "texts" | "locale" | "direction">;

type Props = {
  store: WidgetStore;
  /** What the launcher says, and its language, until the program has come. */
  label: string;
  lang: string;
  /** As asked for by page code or an address. */
  view: string;
  titleId: string;
  rewards: RewardsSlot;
  club: ClubSlot;
  nudges: Nudges;
  onNavigate(view: string): void;
  onClose(): void;
  onLoadMore(): void;
};

const waiting = (title: string, locale: string): Spoken => ({
  texts: { ...waitingTexts, title },
  locale,
  direction: "ltr",
});

/** The panel of the storefront: its state from the store, its words from the shopper's language. */
export function PanelApp({ store, label, lang, ...panel }: Props) {
  const [state, setState] = useState(store.get);
  useEffect(() => {
    setState(store.get());
    return store.subscribe(() => setState(store.get()));
  }, [store]);

  const { texts, locale, direction } = state.program ?? waiting(label, lang);
  // biome-ignore lint/correctness/useExhaustiveDependencies: texts come with the program, and with nothing else
  const words = useMemo(
    () => ({
      t: createTranslate(texts, locale),
      lang: locale,
      dir: direction,
      format: createFormat(locale, texts.points ?? ""),
    }),
    [state.program],
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
      />
    </WordsContext.Provider>
  );
}
