import { type Inngest, InngestCommHandler, type InngestFunction } from "inngest";
import { type RawFunction, rawFunction } from "@/lib/embedded/function-config";

/** A request as Inngest's server would send it, without a socket between. */
type SdkRequest = { method: "POST" | "PUT"; url: URL; headers: Record<string, string>; body: unknown };
export type SdkAnswer = { status: number; headers: Record<string, string>; body: unknown };

/**
 * The public door of the SDK, `InngestCommHandler`, in this process: the same requests and answers as over HTTP.
 * Nothing internal of the SDK is used, so what runs here runs the same behind a real server.
 */
export type Sdk = {
  /** Calls a function, or one planned step of it. */
  call(
    functionId: string,
    stepId: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<SdkAnswer>;
  /** Asks the SDK to describe its functions: the in-band registration of the protocol. */
  describe(): Promise<RawFunction[]>;
};

export const endpoint = "http://embedded.local/api/inngest";

export function createSdk(client: Inngest.Any, functions: readonly InngestFunction.Any[]): Sdk {
  const handle: (request: SdkRequest) => Promise<SdkAnswer> = new InngestCommHandler<[SdkRequest], SdkAnswer>(
    {
      frameworkName: "laurel-embedded",
      client,
      functions,
      skipSignatureValidation: true,
      handler: (request: SdkRequest) => ({
        body: () => request.body,
        headers: (name: string) => request.headers[name.toLowerCase()] ?? null,
        method: () => request.method,
        url: () => request.url,
        transformResponse: ({ status, headers, body }): SdkAnswer => ({
          status,
          headers: lower(headers),
          body: read(body),
        }),
      }),
    },
  ).createHandler();

  return {
    call(functionId, stepId, body, headers = {}) {
      const url = new URL(endpoint);
      url.searchParams.set("fnId", functionId);
      url.searchParams.set("stepId", stepId);
      return handle({ method: "POST", url, headers, body });
    },
    async describe() {
      const answer = await handle({
        method: "PUT",
        url: new URL(endpoint),
        headers: { "x-inngest-sync-kind": "in_band" },
        body: { url: endpoint },
      });
      const described = answer.body as { functions?: unknown[] } | null;
      if (answer.status !== 200 || !described?.functions) {
        throw new Error(`The Inngest SDK did not describe its functions: ${JSON.stringify(answer)}`);
      }
      return described.functions.map((entry) => rawFunction.parse(entry));
    },
  };
}

function lower(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function read(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
