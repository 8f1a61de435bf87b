"use client";

import { useMemo, useState } from "react";
import { previewWords } from "@/components/branding/preview/preview-words";
import { createSampleRewards } from "@/components/branding/preview/sample-rewards";
import { sampleCustomer, sampleHistory } from "@/components/branding/preview/sample-shopper";
import { ClubView } from "@/components/widget/club/club-view";
import type { WidgetView } from "@/components/widget/loader/sdk";
import { WidgetPanel } from "@/components/widget/panel/widget-panel";
import { WordsContext } from "@/components/widget/panel/words";
import { RewardsView } from "@/components/widget/rewards/rewards-view";
import type { Look } from "@/lib/schemas/branding/branding-document";
import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";

export type PreviewView = "closed" | "guest" | "member" | "rewards";

type Props = {
  look: Look;
  program: StorefrontProgram;
  language: WidgetLanguage;
  view: PreviewView;
  onView(view: PreviewView): void;
};

const nothing = () => {};
/** What is saved here goes nowhere. */
const calls = { call: <T,>() => Promise.resolve({} as T), onChanged: nothing };
const club = { part: { styles: "", calls, View: ClubView }, load: nothing };
const firstView = { closed: "home", guest: "home", member: "home", rewards: "redeem" } as const;

/** The panel that ships, with a made-up shopper; its own buttons work, and change nothing. */
export function PreviewPanel({ look, program, language, view, onView }: Props) {
  const [inside, setInside] = useState<{ from: PreviewView; view: WidgetView }>({ from: view, view: "home" });
  const shown = inside.from === view ? inside.view : firstView[view];
  const name = program.points_settings.points_label;
  const words = useMemo(() => previewWords(look, language, name), [look, language, name]);
  const [store] = useState(() => createSampleRewards(program));
  const rewards = { part: { styles: "", store, View: RewardsView }, load: nothing };
  const customer = view === "guest" ? null : sampleCustomer(program);
  return (
    <WordsContext.Provider value={words}>
      <WidgetPanel
        state={{
          phase: customer ? "customer" : "guest",
          program,
          customer,
          history: sampleHistory(language),
        }}
        view={shown}
        rewards={rewards}
        club={club}
        titleId="title"
        onNavigate={(next) => setInside({ from: view, view: next })}
        onClose={() => onView("closed")}
        onRetry={nothing}
        onLoadMore={nothing}
      />
    </WordsContext.Provider>
  );
}
