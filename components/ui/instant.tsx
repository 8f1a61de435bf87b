"use client";

import { useSyncExternalStore } from "react";
import { useTimeZone } from "@/components/session/use-session";
import { formatDate, formatInstant, formatRelative } from "@/lib/format/format-date";

const listeners = new Set<() => void>();
let now = 0;

/** One clock for all relative times; on the server, and until the page is live, times are absolute. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (now === 0) now = Date.now();
  const timer = setInterval(() => {
    now = Date.now();
    listener();
  }, 30_000);
  listener();
  return () => {
    clearInterval(timer);
    listeners.delete(listener);
  };
}

type InstantProps = { at: string; className?: string };

/** `3 hours ago`, with the full date and time of the store's zone as its title. */
export function Relative({ at, className }: InstantProps) {
  const timeZone = useTimeZone();
  const current = useSyncExternalStore(
    subscribe,
    () => now,
    () => 0,
  );
  const absolute = formatInstant(at, timeZone);
  return (
    <time dateTime={at} title={absolute} className={className}>
      {current === 0 ? absolute : formatRelative(at, Math.max(current, Date.parse(at)))}
    </time>
  );
}

/** Date and time in the store's zone. */
export function Absolute({ at, className }: InstantProps) {
  return (
    <time dateTime={at} className={className}>
      {formatInstant(at, useTimeZone())}
    </time>
  );
}

/** The date alone, in the store's zone. */
export function DateOnly({ at, className }: InstantProps) {
  return (
    <time dateTime={at} className={className}>
      {formatDate(at, useTimeZone())}
    </time>
  );
}
