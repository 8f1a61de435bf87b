"use client";

import { createContext, useContext, useSyncExternalStore } from "react";
import {
  getServerSession,
  getSession,
  type SessionState,
  subscribeToSession,
} from "@/components/session/session-store";
import type { SessionHandover } from "@/lib/schemas/admin/session";

export function useSessionState(): SessionState {
  return useSyncExternalStore(subscribeToSession, getSession, getServerSession);
}

/** What the page itself brought along: lets the server render names and times before the browser has the session. */
export const HandoverContext = createContext<SessionHandover | null>(null);

/** Who is looking at which store; null until the session is handed over. */
export function useSession(): SessionHandover | null {
  const handed = useContext(HandoverContext);
  const state = useSessionState();
  return state.status === "open" ? state.session : handed;
}

/** The store's zone, in which all times are shown. */
export function useTimeZone(): string {
  return useSession()?.timeZone ?? "UTC";
}
