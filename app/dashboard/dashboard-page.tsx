import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { SessionGate } from "@/components/session/session-gate";
import { roleOf } from "@/lib/auth/roles";
import type { Merchant } from "@/lib/services/sessions/authenticate-merchant";
import { type OpenedSession, openSession } from "@/lib/services/sessions/open-session";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

type DashboardPageProps = {
  searchParams: SearchParams;
  /** Fills the client with what this page shows first; runs only when the page opens a session. */
  prefetch: (client: QueryClient, merchant: Merchant) => Promise<unknown>;
  children: ReactNode;
};

/**
 * What every dashboard page is wrapped in. A first visit carries the one-time code of `/load`: it is spent here, the
 * page's data is read on the server and travels along with the bearer. Later pages come without a code, and so
 * without any data: the browser asks the API with its bearer.
 */
export async function DashboardPage({ searchParams, prefetch, children }: DashboardPageProps) {
  const { code } = await searchParams;
  const session = typeof code === "string" ? await openSession(code) : null;
  const client = new QueryClient();
  if (session) await prefetch(client, session);
  return (
    <SessionGate session={session && describeSession(session)}>
      <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>
    </SessionGate>
  );
}

function describeSession({ bearer, expiresAt, store, user }: OpenedSession) {
  return {
    bearer,
    expiresAt: expiresAt.toISOString(),
    storeName: store.name,
    storeHash: store.hash,
    timeZone: store.timeZone,
    currency: store.currency,
    email: user.email,
    role: roleOf(user),
  };
}
