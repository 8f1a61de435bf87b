import http from "node:http";
import type { AddressInfo } from "node:net";

export type Listener = { port: number; close: () => Promise<void> };

/** An HTTP server on loopback. Port 0 takes a free one. A handler that throws answers 500 with the message. */
export async function listen(
  port: number,
  handler: (request: http.IncomingMessage, response: http.ServerResponse) => Promise<void>,
): Promise<Listener> {
  const server = http.createServer((request, response) => {
    handler(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    });
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
