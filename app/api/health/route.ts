/** The process answers. Whether it can do its work is told by `/api/ready`. */
export function GET(): Response {
  return new Response("ok", { headers: { "content-type": "text/plain", "cache-control": "no-store" } });
}

export const dynamic = "force-dynamic";
