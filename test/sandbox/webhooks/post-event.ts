import http from "node:http";
import https from "node:https";

export type PostResult = { status: number | null; error: string | null };

/** One delivery attempt. Never throws: a refused connection is a result like any other. */
export function postEvent(
  destination: string,
  headers: Record<string, string>,
  body: string,
  options: { agent: http.Agent; timeoutMs: number },
): Promise<PostResult> {
  return new Promise((resolve) => {
    const secure = destination.startsWith("https:");
    const request = (secure ? https : http).request(
      destination,
      {
        method: "POST",
        ...(secure ? {} : { agent: options.agent }),
        timeout: options.timeoutMs,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "user-agent": "akka-http/10.0.4",
          ...headers,
        },
      },
      (response) => {
        response.resume();
        response.on("end", () => resolve({ status: response.statusCode ?? null, error: null }));
        response.on("error", (error) => resolve({ status: null, error: error.message }));
      },
    );
    request.on("timeout", () => request.destroy(new Error("timeout")));
    request.on("error", (error) => resolve({ status: null, error: error.message }));
    request.end(body);
  });
}
