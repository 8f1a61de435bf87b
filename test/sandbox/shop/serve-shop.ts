import type { IncomingMessage, ServerResponse } from "node:http";
import type { Channel, StoreState } from "../state/types";
import type { World } from "../state/world";

export async function serveShop(
  _world: World,
  _store: StoreState,
  _channel: Channel,
  _request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(404);
  response.end();
}
