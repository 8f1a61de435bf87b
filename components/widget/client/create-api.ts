import type { AccountAnswer } from "@/lib/schemas/storefront/account";
import type { PointsTransactionsAnswer } from "@/lib/schemas/storefront/points-transactions";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";
import type { WidgetConfig } from "@/lib/schemas/storefront/widget-config";
import type { ShopperSession } from "./create-session";
import { ApiFailure, type Fetch, readAnswer } from "./request";

const pageSize = 20;

/**
 * The storefront calls the panel makes. All throw `ApiFailure`; shopper calls answer null for guests. `pageLang` is what
 * the page says its language is: the server knows what to do with one it does not speak, or with none.
 */
export function createApi(config: WidgetConfig, session: ShopperSession, fetch: Fetch, pageLang = "") {
  let accountTag = "";

  /** One retry with a fresh bearer when the server no longer takes this one. */
  const asShopper = async (
    path: string,
    init: RequestInit & { headers?: Record<string, string> } = {},
  ): Promise<Response | null> => {
    for (let attempt = 0; ; attempt++) {
      const token = await session.bearer();
      if (!token) return null;
      const response = await fetch(`${config.api}/api/storefront/${path}`, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${token}` },
      });
      if (response.status !== 401 || attempt > 0) return response;
      session.expire();
    }
  };

  return {
    async program(): Promise<StorefrontProgram> {
      const query = `store=${config.store}&channel=${config.channel}&lang=${encodeURIComponent(pageLang.slice(0, 35))}`;
      return readAnswer(await fetch(`${config.api}/api/storefront/program?${query}`));
    },

    /** The next account is told in full again. */
    forget() {
      accountTag = "";
    },

    /** The account, `"unchanged"` when it is the one last given, or null for guests. */
    async account(): Promise<AccountAnswer | "unchanged" | null> {
      const response = await asShopper(
        "account",
        accountTag ? { headers: { "if-none-match": accountTag } } : {},
      );
      if (!response) return null;
      if (response.status === 304) return "unchanged";
      const answer = await readAnswer<AccountAnswer>(response);
      accountTag = response.headers.get("etag") ?? "";
      return answer;
    },

    /** The stream of server-sent events, or null for guests. */
    async events(signal: AbortSignal): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | null> {
      const response = await asShopper("events", { signal });
      if (response && !response.ok) await readAnswer(response);
      return response?.body ?? null;
    },

    /** A page of the history, in words of `locale`. */
    async history(cursor: string | null, locale: string): Promise<PointsTransactionsAnswer> {
      const after = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
      return this.call(`points_transactions?limit=${pageSize}&lang=${locale}${after}`);
    },

    /** Any other call of a shopper: POST with a body, else GET. Throws for guests too. */
    async call<T>(path: string, body?: object): Promise<T> {
      const response = await asShopper(
        path,
        body && {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        },
      );
      if (!response) throw new ApiFailure(401, "session_expired");
      return readAnswer(response);
    },
  };
}

export type WidgetApi = ReturnType<typeof createApi>;
