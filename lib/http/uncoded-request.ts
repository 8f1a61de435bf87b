/**
 * The same request asking for no compression. Next drops `content-encoding` from what a route answers and compresses
 * by itself, so behind Next a body that is compressed already would reach the browser unreadable.
 */
export function uncodedRequest(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.delete("accept-encoding");
  return new Request(request.url, { headers });
}
