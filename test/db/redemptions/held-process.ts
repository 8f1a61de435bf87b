import { systemRuntime } from "@/lib/bigcommerce/client/runtime";
import { quick, type RewardShop } from "./shop";

/** A process whose first call of this kind does not get any further until it is told to. */
export function held(shop: RewardShop, call: RegExp) {
  let reached = () => {};
  let goOn = () => {};
  const atCall = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let isFirst = true;
  let request: Parameters<typeof fetch> | null = null;
  const fetchLater = async (url: Parameters<typeof fetch>[0], init: RequestInit = {}) => {
    if (!isFirst || !call.test(`${init.method} ${url}`)) return fetch(url, init);
    isFirst = false;
    request = [url, { ...init, signal: null }];
    reached();
    await gate;
    return fetch(...request);
  };
  shop.client = { ...quick, ...{ runtime: { ...systemRuntime, fetch: fetchLater } } };
  return {
    atCall,
    goOn,
    /** The process is dead, and what it had sent arrives. */
    dieAndArrive: () => (request ? fetch(...request) : Promise.reject(new Error("nothing was sent"))),
  };
}
