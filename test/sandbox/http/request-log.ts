/** One call to the REST API or to the token endpoint, with its answer. `X-Auth-Token` is not kept. */
export type LoggedCall = {
  id: number;
  at: number;
  store: string;
  method: string;
  /** Below `/stores/{hash}`: `/v2/orders`; `/oauth2/token` for the login host. */
  path: string;
  query: string;
  requestHeaders: Record<string, string>;
  requestBody: string;
  status: number;
  responseHeaders: Record<string, string>;
  responseBody: string;
  fault: string | null;
};
export type CallFilter = { method?: string; path?: string | RegExp; store?: string; status?: number };

export class RequestLog {
  private calls: LoggedCall[] = [];
  private nextId = 1;
  constructor(private readonly keep: number) {}

  add(call: Omit<LoggedCall, "id">): void {
    if (this.calls.length >= this.keep) this.calls.splice(0, Math.ceil(this.keep / 2));
    this.calls.push({ id: this.nextId++, ...call });
  }

  list(filter: CallFilter = {}): LoggedCall[] {
    return this.calls.filter(
      (call) =>
        (!filter.method || call.method === filter.method) &&
        (!filter.store || call.store === filter.store) &&
        (filter.status === undefined || call.status === filter.status) &&
        pathMatches(filter.path, call.path),
    );
  }

  clear(): void {
    this.calls = [];
  }
}

/** A string is a prefix; absent matches all. */
export function pathMatches(wanted: string | RegExp | undefined, path: string): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === "string" ? path.startsWith(wanted) : wanted.test(path);
}
