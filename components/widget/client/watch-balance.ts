import type { RefreshResult } from "./create-store";
import { pollDelay } from "./poll-delay";

/**
 * Calls `refresh` again and again while the page is visible: quickly when the panel is open, slower when nothing
 * happens or things fail, at once when the shopper comes back to the page. Ends for good on `stopped`.
 */
export function watchBalance(refresh: () => Promise<RefreshResult>, isOpen: () => boolean) {
  let timer: number | undefined;
  let watching = false;
  let quiet = 0;
  let failures = 0;

  const look = async () => {
    timer = undefined;
    if (document.hidden) return;
    const result = await refresh();
    if (result.outcome === "stopped") {
      watching = false;
      return;
    }
    const failed = result.outcome === "failed";
    failures = failed ? failures + 1 : 0;
    quiet = result.outcome === "changed" ? 0 : quiet + 1;
    wait(failed ? result.retryAfterSeconds : 0);
  };

  const wait = (retryAfterSeconds: number) => {
    if (!watching) return;
    clearTimeout(timer);
    const delay = pollDelay({ open: isOpen(), quiet, failures, retryAfterSeconds });
    // A little scatter, so that many pages opened together do not stay in step.
    timer = window.setTimeout(look, delay * (0.9 + Math.random() * 0.2));
  };

  /** Something suggests news (opened, touched, back on the page): look now and be quick for a while. */
  const nudge = () => {
    if (!watching || document.hidden) return;
    clearTimeout(timer);
    quiet = 0;
    void look();
  };
  document.addEventListener("visibilitychange", nudge);

  return {
    start() {
      if (watching) return nudge();
      watching = true;
      void look();
    },
    nudge,
  };
}
