import { createTranslate } from "../messages/create-translate";
import { findNudges, type Nudges } from "../panel/find-nudges";
import type { WidgetState } from "./widget-state";

/**
 * Remembers what was dismissed, for as long as the page lives: nothing is stored. Marks the launcher while there is
 * news: a dot, and words for those who cannot see it.
 */
export function createNudges(launcher: HTMLElement, getState: () => WidgetState, onChange: () => void) {
  const dismissed = new Set<string>();
  const dismiss = (key: string) => {
    dismissed.add(key);
    mark();
    onChange();
  };
  let nudges: Nudges = { lines: [], dismiss };

  const mark = () => {
    const state = getState();
    const { program } = state;
    nudges = { lines: findNudges(state, dismissed), dismiss };
    const hasNews = program && nudges.lines.length > 0;
    launcher.toggleAttribute("data-news", !!hasNews);
    launcher.ariaLabel = hasNews
      ? createTranslate(program.texts, program.locale)("launcherNews", { label: launcher.textContent ?? "" })
      : null;
  };
  return { get: () => nudges, mark };
}
