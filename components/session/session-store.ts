import type { SessionHandover } from "@/lib/schemas/admin/session";

/**
 * The session of this browser tab: in memory and nowhere else, so a reload of the frame alone ends it. `opening`
 * lasts from the first script to the hand-over of the page; requests made meanwhile wait for {@link openedSession}.
 */
export type SessionState =
  | { status: "opening" }
  | { status: "open"; session: SessionHandover }
  | { status: "lost" };

const opening: SessionState = { status: "opening" };
let state: SessionState = opening;
const listeners = new Set<() => void>();
let settle: (() => void) | undefined;
const settled = new Promise<void>((resolve) => {
  settle = resolve;
});

export const getSession = (): SessionState => state;

/** On the server there is no session: what a page shows there comes with the page itself. */
export const getServerSession = (): SessionState => opening;

export function subscribeToSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes over what the first page brought; a later page brings null and changes nothing while a session is open. */
export function handOver(session: SessionHandover | null): void {
  if (session) change({ status: "open", session });
  else if (state.status === "opening") change({ status: "lost" });
}

export function renewBearer(bearer: string, expiresAt: string): void {
  if (state.status === "open") change({ status: "open", session: { ...state.session, bearer, expiresAt } });
}

export function loseSession(): void {
  change({ status: "lost" });
}

/** The open session, once there is one; null when there is none. */
export async function openedSession(): Promise<SessionHandover | null> {
  await settled;
  return state.status === "open" ? state.session : null;
}

function change(next: SessionState): void {
  state = next;
  settle?.();
  for (const listener of listeners) listener();
}
