import { frameAncestors } from "@/lib/http/content-security-policy";

export type PlainPage = {
  status: number;
  title: string;
  /** What happened, in a sentence or two. */
  cause: string;
  /** What the reader can do about it. */
  advice: string;
  /** Told to support; shown small. */
  requestId: string;
};

/** Laurel's mark: two sprigs. */
const mark = `<svg width="40" height="40" viewBox="0 0 40 40" fill="none" aria-hidden="true">
<rect width="40" height="40" rx="10" fill="#eef2ff"/>
<path d="M20 31C12 28 9 21 11 12c4 2 7 5 8 9M20 31c8-3 11-10 9-19-4 2-7 5-8 9M20 31V15" stroke="#3c64f4" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

const style = `*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:#f6f7f9;
color:#313440;font:15px/1.55 "Inter Variable",Inter,"Helvetica Neue",Arial,sans-serif}main{max-width:460px;background:#fff;
border:1px solid #d9dce9;border-radius:8px;padding:32px;box-shadow:0 1px 6px rgba(49,52,64,.12)}h1{font-size:20px;line-height:1.3;
margin:20px 0 8px}p{margin:0 0 12px}.advice{color:#5e637a}small{display:block;margin-top:20px;padding-top:16px;
border-top:1px solid #ecedf5;color:#5e637a;font-size:12px;word-break:break-all}`;

/**
 * A page in Laurel's clothes that needs nothing but itself: shown in the control panel when there is no session and
 * perhaps no database. It runs no script at all.
 */
export function htmlPage(page: PlainPage): Response {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(page.title)} · Laurel</title><style>${style}</style></head><body><main>${mark}
<h1>${escapeHtml(page.title)}</h1><p>${escapeHtml(page.cause)}</p><p class="advice">${escapeHtml(page.advice)}</p>
<small>Laurel · reference ${escapeHtml(page.requestId)}</small></main></body></html>`;
  return new Response(html, {
    status: page.status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors ${frameAncestors()}`,
    },
  });
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
