import { processWide } from "@/lib/process-wide";
import type { HttpMethod, Priority } from "./retry-policy";

/** One attempt, for counting and metrics. `operation` has few values (`orders.list`), so it can be a label. */
export type ResponseRecord = {
  storeHash: string;
  operation: string;
  method: HttpMethod;
  /** Without the query, which may hold an e-mail address. */
  path: string;
  /** `null` when no answer came. */
  status: number | null;
  attempt: number;
  priority: Priority;
  durationMs: number;
  requestsLeft: number | null;
  requestId: string | null;
};

export type ResponseObserver = (record: ResponseRecord) => void;

/** Calls `observer` for every attempt of every client in this process; returns how to stop. */
export function observeResponses(observer: ResponseObserver): () => void {
  observers().add(observer);
  return () => {
    observers().delete(observer);
  };
}

export function notifyObservers(record: ResponseRecord): void {
  for (const observer of observers()) observer(record);
}

function observers(): Set<ResponseObserver> {
  return processWide("bigcommerce.observers", () => new Set<ResponseObserver>());
}
