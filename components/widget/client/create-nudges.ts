import { createTranslate } from "../messages/create-translate";
import { findNudges, type Nudges } from "../panel/find-nudges";
import type { WidgetState } from "./widget-state";

/** Written when the shopper dismisses something, and not before; gone with the tab. */
const storageName = "laurel-dismissed";

/** Remembers what was dismissed, and marks the launcher while there is news: a dot, and words for those who cannot see it. */
export function createNudges(launcher: HTMLElement, getState: () => WidgetState, onChange: () => void) {
  const dismissed = new Set(recall());
  let nudges: Nudges = { lines: [], dismiss };

  function dismiss(key: string) {
    dismissed.add(key);
    try {
      sessionStorage[storageName] = [...dismissed].join();
    } catch {
      // A page that may store nothing: dismissed until the next page.
    }
    mark();
    onChange();
  }

  function mark() {
    const state = getState();
    const { program } = state;
    nudges = { lines: findNudges(state, dismissed), dismiss };
    const hasNews = program !== null && nudges.lines.length > 0;
    launcher.toggleAttribute("data-news", hasNews);
    launcher.ariaLabel = hasNews
      ? createTranslate(program.texts, program.locale)("launcherNews", { label: launcher.textContent ?? "" })
      : null;
  }
  return { get: () => nudges, mark };
}

function recall(): string[] {
  try {
    return sessionStorage[storageName]?.split(",") ?? [];
  } catch {
    return [];
  }
}
