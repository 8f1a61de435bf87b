"use client";

import { useEffect } from "react";
import { renewSession } from "@/components/session/call-admin";
import { useSessionState } from "@/components/session/use-session";

/** How long before its end a bearer is renewed: long enough for a few failed tries. */
const renewBeforeMs = 5 * 60_000;
const retryMs = 30_000;

/** Renews the bearer before it ends, for as long as the page is open. */
export function KeepSession() {
  const state = useSessionState();
  const expiresAt = state.status === "open" ? state.session.expiresAt : null;
  useEffect(() => {
    if (expiresAt === null) return;
    let timer: ReturnType<typeof setTimeout>;
    const renew = () => {
      renewSession().catch(() => {
        timer = setTimeout(renew, retryMs);
      });
    };
    timer = setTimeout(renew, Math.max(0, Date.parse(expiresAt) - Date.now() - renewBeforeMs));
    return () => clearTimeout(timer);
  }, [expiresAt]);
  return null;
}
