import type { StoreInput } from "../state/create-store";
import type { World } from "../state/world";
import type { AdminHandle } from "./admin-handle";
import type { StoreHandle } from "./store-handle";

export type AdminParts = {
  world: World;
  admin: AdminHandle;
  addStore: (input: StoreInput & { seed?: "demo" | "catalogue" | "empty" }) => Promise<StoreHandle>;
  storeHandle: (hash?: string) => StoreHandle;
};
export type AdminCall = {
  parts: AdminParts;
  params: Record<string, string>;
  input: Record<string, unknown>;
};
/** What `run` answers is sent as JSON; nothing means `{ "ok": true }`. */
export type AdminRoute = { method: string; pattern: string; run: (call: AdminCall) => unknown };
