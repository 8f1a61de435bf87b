import { Inngest, type InngestFunction } from "inngest";
import { createSdk } from "@/lib/embedded/call-sdk";

/** Functions reachable through the SDK's public door, without an engine behind: for its requests and answers alone. */
export function createSdkApp(
  make: (client: Inngest) => InngestFunction.Any[],
  answer: typeof fetch = async () => Response.json({ ids: ["1"], status: 200 }),
) {
  const client = new Inngest({
    id: "golden",
    isDev: true,
    baseUrl: "http://embedded.local",
    fetch: answer,
    logger: { info() {}, warn() {}, error() {}, debug() {} },
  });
  return { client, sdk: createSdk(client, make(client)) };
}
