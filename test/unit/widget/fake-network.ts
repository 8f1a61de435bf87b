import type { Fetch } from "@/components/widget/client/request";
import type { WidgetConfig } from "@/lib/schemas/storefront/widget-config";

export const config: WidgetConfig = {
  api: "https://app.example",
  store: "abc123",
  channel: 1,
  clientId: "client id",
  panel: "/widget/panel.js",
  label: "Rewards",
  css: ":host>button{color:#fff}",
  lang: "en",
  dir: "ltr",
};

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(status === 304 ? null : JSON.stringify(body), { status, headers });

type Call = { url: string; headers: Headers; body: string };

/** A network of answers by path; every call is kept. A path without an answer is a refused connection. */
export function fakeNetwork(answers: Record<string, (call: Call) => Response | Promise<Response>>) {
  const calls: Call[] = [];
  const fetch: Fetch = async (input, init) => {
    const call = { url: String(input), headers: new Headers(init?.headers), body: String(init?.body ?? "") };
    calls.push(call);
    const path = new URL(call.url, "https://shop.example").pathname;
    const answer = answers[path];
    if (!answer) throw new TypeError("Failed to fetch");
    return answer(call);
  };
  return { fetch, calls, to: (path: string) => calls.filter((call) => call.url.includes(path)) };
}
