import { loseSession, openedSession, renewBearer } from "@/components/session/session-store";
import type { SessionResponse } from "@/lib/schemas/admin/session";

/** What an admin route refused, in the words of its problem+json. */
export class AdminError extends Error {
  override readonly name = "AdminError";
  readonly status: number;
  readonly code: string;
  /** Problems by field path. */
  readonly fields: Record<string, string[]>;

  constructor(status: number, code: string, detail: string, fields: Record<string, string[]> = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

type Params = Record<string, string | number | null | undefined>;

/** Reads `/api/admin{path}`; empty parameters are left out. Throws {@link AdminError}. */
export function getAdmin<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const query = search.size > 0 ? `?${search}` : "";
  return callAdmin<T>(`${path}${query}`, signal ? { signal } : {});
}

/** Posts JSON to `/api/admin{path}`. Throws {@link AdminError}. */
export function postAdmin<T>(path: string, body: unknown = {}): Promise<T> {
  return callAdmin<T>(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Trades the bearer for a fresh one. */
export async function renewSession(): Promise<void> {
  const renewed = await postAdmin<SessionResponse>("/session/renew");
  renewBearer(renewed.bearer, renewed.expiresAt);
}

async function callAdmin<T>(path: string, init: RequestInit): Promise<T> {
  const session = await openedSession();
  if (!session) throw new AdminError(401, "session_expired", "The session has ended.");
  const response = await fetch(`/api/admin${path}`, {
    ...init,
    headers: { ...init.headers, authorization: `Bearer ${session.bearer}` },
    credentials: "omit",
    cache: "no-store",
  }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new AdminError(0, "offline", "Laurel could not be reached. Check your connection and try again.");
  });
  if (response.ok) return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  if (response.status === 401) loseSession();
  throw await toAdminError(response);
}

async function toAdminError(response: Response): Promise<AdminError> {
  const problem: unknown = await response.json().catch(() => null);
  const { code, detail, errors } = (problem ?? {}) as {
    code?: string;
    detail?: string;
    errors?: Record<string, string[]>;
  };
  const text = detail ?? `Laurel answered with an error (${response.status}).`;
  return new AdminError(response.status, code ?? "unknown", text, errors);
}
