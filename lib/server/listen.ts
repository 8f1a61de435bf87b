import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { clientAddressHeader, findClientAddress } from "@/lib/http/client-address";
import { answerAccountRead, isAccountRead } from "@/lib/server/answer-account-read";
import { answerScript, isScriptRequest } from "@/lib/server/answer-script";
import { answerWebhook, isWebhookPath } from "@/lib/server/answer-webhook";
import { createEventStreams, isEventStream, type StreamOptions } from "@/lib/server/event-streams";
import { SetupProblem } from "@/lib/setup/say-problem.mjs";

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export type FrontDoor = {
  server: Server;
  port: number;
  /** From now on requests are answered; until then with 503. */
  open(handler: Handler): void;
};

type ListenOptions = { port: number; host: string; trustedHops: number; streams?: StreamOptions };

/**
 * Takes the port first, so that a taken one is known before anything slow begins, and tells early callers to come
 * back. Proxies keep connections to us open: ours outlive theirs, or they would write into closed ones.
 */
export function listen(options: ListenOptions): Promise<FrontDoor> {
  let handler: Handler | undefined;
  const answerEventStream = createEventStreams(options.streams);
  const server = createServer({ keepAliveTimeout: 75_000, headersTimeout: 80_000 }, (request, response) => {
    if (!handler) return void response.writeHead(503, { "retry-after": "2" }).end();
    if (isWebhookPath(request.url)) return void answerWebhook(request, response);
    if (isScriptRequest(request)) return void answerScript(request, response);
    request.headers[clientAddressHeader] = findClientAddress(
      request.socket.remoteAddress,
      request.headers["x-forwarded-for"]?.toString(),
      options.trustedHops,
    );
    if (isAccountRead(request)) return void answerAccountRead(request, response);
    if (isEventStream(request)) return void answerEventStream(request, response);
    return void handler(request, response);
  });
  return new Promise((done, fail) => {
    server.once("error", (error) => fail(explain(error, options.port)));
    server.listen(options.port, options.host, () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : options.port;
      const open = (given: Handler) => {
        handler = given;
      };
      done({ server, port, open });
    });
  });
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  const reasons: Record<string, string> = {
    EADDRINUSE: "is taken by another program",
    EACCES: "is reserved for the system",
  };
  const reason = reasons[error.code ?? ""];
  return reason ? new SetupProblem(`Port ${port} ${reason}: stop that, or choose another with PORT.`) : error;
}
