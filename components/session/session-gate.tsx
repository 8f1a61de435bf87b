"use client";

import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { LostSession } from "@/components/session/lost-session";
import { getSession, handOver, subscribeToSession } from "@/components/session/session-store";
import { HandoverContext } from "@/components/session/use-session";
import type { SessionHandover } from "@/lib/schemas/admin/session";

type SessionGateProps = { session: SessionHandover | null; children: ReactNode };

/**
 * Between the page the server made and the session in memory: hands the bearer over and takes the one-time code out
 * of the address, before anything else can read it there. On the server a page without a session is a lost one: only
 * a first visit is rendered there.
 */
export function SessionGate({ session, children }: SessionGateProps) {
  const lost = useSyncExternalStore(
    subscribeToSession,
    () => getSession().status === "lost" || (getSession().status === "opening" && session === null),
    () => session === null,
  );
  return (
    <HandoverContext value={session}>
      <TakeOver session={session} />
      {lost ? <LostSession /> : children}
    </HandoverContext>
  );
}

/** First child, so that its effect runs before those of the page. */
function TakeOver({ session }: { session: SessionHandover | null }) {
  useEffect(() => {
    handOver(session);
    const address = new URL(window.location.href);
    if (!address.searchParams.has("code")) return;
    address.searchParams.delete("code");
    // At once, by the browser's own function: Next watches `replaceState`, but only once it has mounted …
    History.prototype.replaceState.call(window.history, window.history.state, "", address);
    // … and then once more for Next, which otherwise would go on believing in the address it started with.
    const timer = setTimeout(() => window.history.replaceState(null, "", address));
    return () => clearTimeout(timer);
  }, [session]);
  return null;
}
