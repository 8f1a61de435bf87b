import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What `/customer/current.jwt` answers: a token, or null for a guest. */
type Visitor = { token: string | null };

export type ShopSite = {
  origin: string;
  visitor: Visitor;
  /** Addresses asked for, in order. */
  requests: string[];
  stop(): Promise<void>;
};

export type PageOptions = {
  /** `Content-Security-Policy` of the page; the page's style and script tags carry the nonce `page`. */
  policy?: string;
  charset?: string;
  css?: string;
  lang?: string;
  dir?: "ltr" | "rtl";
  /** How often the script tag stands on the page. */
  scripts?: number;
};

/**
 * A storefront of one page, as unkind to guests as the options say. `page(options)` gives its address; the page
 * carries the widget's script tag as the Scripts API puts it there: in the footer, deferred.
 */
export async function startShopSite(
  scriptUrl: () => string,
): Promise<ShopSite & { page(options?: PageOptions): string }> {
  const visitor: Visitor = { token: null };
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://shop");
    requests.push(url.pathname);
    if (url.pathname === "/customer/current.jwt") {
      return response.writeHead(visitor.token ? 200 : 404).end(visitor.token ?? "");
    }
    if (url.pathname === "/favicon.ico") return response.writeHead(204).end();
    const options: PageOptions = JSON.parse(url.searchParams.get("options") ?? "{}");
    response.writeHead(200, {
      "content-type": "text/html",
      ...(options.policy ? { "content-security-policy": options.policy } : {}),
    });
    response.end(renderPage(scriptUrl(), options), "latin1");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    visitor,
    requests,
    page: (options = {}) => `${origin}/?options=${encodeURIComponent(JSON.stringify(options))}`,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function renderPage(
  scriptUrl: string,
  { charset = "utf-8", css = "", lang = "en", dir = "ltr", scripts = 1 }: PageOptions,
): string {
  const tag = `<script nonce="page" src="${scriptUrl.replaceAll("&", "&amp;")}" defer></script>`;
  return `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="${charset}"><title>The Little Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="page">body{margin:0;font:18px Georgia,serif;background:#fffaf3;color:#33291c}main{max-width:60rem;margin:auto;padding:2rem}
ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(12rem,1fr));gap:1.2rem;padding:0;list-style:none}li{height:14rem;border-radius:.5rem;background:#e8dccb;padding:1rem}${css}</style></head>
<body><main><h1>The Little Shop</h1><p><a href="#laurel:history">My points</a> <label>Search <input id="search"></label></p>
<ul>${["Teapot", "Cup", "Saucer", "Strainer", "Kettle", "Tin"].map((name) => `<li>${name}</li>`).join("")}</ul></main>
${tag.repeat(scripts)}</body></html>`;
}
