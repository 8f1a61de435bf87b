/** The public client, which ships without types; what the test calls of it. */
declare module "node-bigcommerce" {
  import type { Agent } from "node:https";

  export default class BigCommerce {
    constructor(config: {
      clientId?: string;
      secret?: string;
      callback?: string;
      accessToken?: string;
      storeHash?: string;
      apiVersion?: "v2" | "v3";
      responseType?: "json" | "xml";
      failOnLimitReached?: boolean;
      agent?: Agent;
      headers?: Record<string, string>;
    });
    get(path: string): Promise<unknown>;
    post(path: string, data: unknown): Promise<unknown>;
    put(path: string, data: unknown): Promise<unknown>;
    delete(path: string): Promise<unknown>;
    verify(signedRequest: string): Record<string, unknown>;
  }
}
