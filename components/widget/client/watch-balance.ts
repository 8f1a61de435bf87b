import type { BalanceEvent } from "@/lib/schemas/storefront/events";
import type { RefreshResult } from "./create-store";
import { type Connect, followEvents } from "./follow-events";
import { pollDelay } from "./poll-delay";

type Input = {
  refresh(): Promise<RefreshResult>;
  connect: Connect;
  /** Whether a balance differs from what is shown. */
  isNews(points: BalanceEvent): boolean;
  isOpen(): boolean;
};

/** A little scatter, so that many pages opened together do not stay in step. */
const scattered = (milliseconds: number) => milliseconds * (0.8 + Math.random() * 0.4);

/**
 * Keeps the balance up to date while the page is visible. A stream tells of changes while the panel is open or page
 * code listens; where there is none (yet, any more, through this proxy) the balance is asked for again and again:
 * quickly when the panel is open, slower when nothing happens or things fail, at once when the shopper comes back to
 * the page. Ends for good when a refresh says `stopped`.
 */
export function watchBalance({ refresh, connect, isNews, isOpen }: Input) {
  let timer: number | undefined;
  let watching = false;
  let listening = false;
  let quiet = 0;
  let failures = 0;
  let stream: AbortController | undefined;
  let isLive = false;
  let losses = 0;
  /** Set where streams are not to be had on this page. */
  let comeBackAt = 0;

  const look = async () => {
    timer = undefined;
    if (document.hidden) return;
    const result = await refresh();
    if (result.outcome === "stopped") {
      watching = false;
      stream?.abort();
      return;
    }
    const failed = result.outcome === "failed";
    failures = failed ? failures + 1 : 0;
    quiet = result.outcome === "changed" ? 0 : quiet + 1;
    wait(failed ? result.retryAfterSeconds : 0);
  };

  const wait = (retryAfterSeconds: number) => {
    clearTimeout(timer);
    if (!watching || (isLive && failures === 0)) return;
    void follow();
    const delay = pollDelay({ open: isOpen(), quiet, failures, retryAfterSeconds });
    timer = window.setTimeout(look, scattered(delay));
  };

  const follow = async () => {
    if (stream || !watching || document.hidden || !(isOpen() || listening) || Date.now() < comeBackAt) return;
    stream = new AbortController();
    const seconds = await followEvents(connect, stream, async (points) => {
      isLive = true;
      losses = 0;
      // The round under way may have read before the change: then once more.
      for (let round = 0; round < 2 && isNews(points); round++) await look();
      wait(0);
    });
    stream = undefined;
    isLive = false;
    losses++;
    comeBackAt =
      seconds === null
        ? Infinity
        : Date.now() + scattered(Math.max(seconds, Math.min(300, 2 ** losses)) * 1000);
    wait(0);
  };

  /** Something suggests news (opened, touched, back on the page): look now and be quick for a while. */
  const nudge = () => {
    if (document.hidden) stream?.abort();
    if (!watching || document.hidden) return;
    clearTimeout(timer);
    quiet = 0;
    comeBackAt = comeBackAt < Infinity ? 0 : comeBackAt;
    void look();
    void follow();
  };
  document.addEventListener("visibilitychange", nudge);

  const start = () => {
    watching = true;
    nudge();
  };
  return {
    start,
    /** Page code listens from now on: with the panel closed too. */
    listen() {
      listening = true;
      start();
    },
    /** The shopper is another one. */
    restart() {
      stream?.abort();
      if (isOpen() || listening) start();
    },
    /** The panel was closed: a stream that nobody wants any more ends. */
    settle() {
      if (!listening) stream?.abort();
    },
  };
}
