import { signMerchantSession } from "@/lib/auth/merchant-session";
import type { DashboardStore } from "@/test/factories/dashboard-store";

export type Answer = {
  status: number;
  body: Record<string, unknown> & { items?: Record<string, unknown>[] };
};

export type AdminClient = {
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
};

/** Calls the admin API as the owner of `store`, or without a bearer. */
export async function adminClient(url: string, store: DashboardStore | null): Promise<AdminClient> {
  const session = store && (await signMerchantSession({ storeId: store.storeId, storeUserId: store.userId }));
  const call = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(`${url}/api/admin${path}`, {
      ...init,
      headers: { ...init.headers, ...(session ? { authorization: `Bearer ${session.bearer}` } : {}) },
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : {} };
  };
  return {
    get: (path) => call(path, {}),
    post: (path, body = {}) =>
      call(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
  };
}
