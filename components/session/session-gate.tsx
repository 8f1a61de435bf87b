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
    const address = new URL(window.location.href);
    if (address.searchParams.has("code")) {
      address.searchParams.delete("code");
      window.history.replaceState(window.history.state, "", address);
    }
    handOver(session);
  }, [session]);
  return null;
}
