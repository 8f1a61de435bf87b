import { POST as postActivity } from "@/app/api/v1/activities/route";
import { createApiKey } from "@/lib/auth/api-key";
import { insertApiKey } from "@/lib/db/api-keys";
import { readProgram } from "@/lib/schemas/program";
import { createShop, type Shop } from "@/test/api/storefront/shop";
import { type InProcessApp, startInProcessApp } from "@/test/support/in-process-app";

export const quiz = { key: "quiz", kind: "custom", name: "Tea quiz", points: 25 };

/** The public API behind our HTTP server. */
export const serveApi = (): Promise<InProcessApp> =>
  startInProcessApp(0, { "/api/v1/activities": { POST: postActivity } });

/** An installed store whose program pays for `actions`. */
export const createApiShop = (...actions: object[]): Promise<Shop> =>
  createShop({ program: readProgram({ earning: { actions } }) });

/** A key of the store, with an allowance of its own. */
export async function createKey(
  shop: Shop,
  scopes: string[] = ["activities:write"],
): Promise<{ id: bigint; key: string }> {
  const { key, keyHash, prefix } = createApiKey();
  const record = { name: "Quiz site", scopes, keyHash, prefix, createdById: 1n, createdAt: new Date() };
  const id = await insertApiKey(shop.id, record, { keysMax: Number.MAX_SAFE_INTEGER });
  if (id === null) throw new Error("the store has as many keys as it may");
  return { id, key };
}

export type ApiAnswer = { status: number; headers: Headers; body: Record<string, unknown> };

/** Posts to the API as a merchant's program would; a text is sent as it is. */
export async function post(
  url: string,
  key: string | null,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<ApiAnswer> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} };
}
