import { z } from "zod";
import { env } from "@/lib/env";
import packageJson from "@/package.json" with { type: "json" };
import { type ApiPath, buildUrl, type Query } from "./build-url";
import { assertDeletable, type DeletablePath } from "./deletable-path";
import { BigCommerceError } from "./errors";
import { notifyObservers, type ResponseObserver } from "./observe-responses";
import { budgetOf, type RateBudget } from "./rate-budget";
import { type HttpMethod, type Priority, patience, type RetryChoice, retryDelayMs } from "./retry-policy";
import { type Runtime, systemRuntime } from "./runtime";
import { type AttemptResult, sendRequest } from "./send-request";

export type ClientOptions = {
  storeHash: string;
  accessToken: string;
  /** Who waits for the answer; default `background`. See {@link patience}. */
  priority?: Priority;
  onResponse?: ResponseObserver;
  signal?: AbortSignal;
  /** Shorter time-outs, for callers with a deadline of their own and for tests. */
  attemptTimeoutMs?: number;
  deadlineMs?: number;
  attemptsMax?: number;
  baseUrl?: string;
  runtime?: Runtime;
  budget?: RateBudget;
};

export type Call<T> = {
  /** Names the call in errors and metrics, e.g. `orders.list`. */
  operation: string;
  path: ApiPath;
  query?: Query;
  schema: z.ZodType<T>;
  /** What a 204 or an empty body stands for; without it an empty answer is an error. */
  empty?: T;
  /**
   * `never` where repeating could undo what somebody else did in between (absolute store credit); `unless_slow` where
   * the caller answers a time-out by asking for less.
   */
  retry?: RetryChoice;
};

type Request = {
  operation: string;
  method: HttpMethod;
  path: ApiPath;
  query?: Query;
  body?: unknown;
  retry: RetryChoice;
};

/**
 * One store's management API. Every call waits for its turn in the store's budget, is timed out, is repeated only
 * where that is safe, and either returns parsed data or throws a {@link BigCommerceError}.
 */
export class BigCommerceClient {
  readonly storeHash: string;
  readonly runtime: Runtime;
  readonly #options: ClientOptions;
  readonly #budget: RateBudget;

  constructor(options: ClientOptions) {
    if (!/^[a-z0-9]+$/i.test(options.storeHash)) throw new TypeError("store hash has other characters");
    this.storeHash = options.storeHash;
    this.#options = options;
    this.runtime = options.runtime ?? systemRuntime;
    this.#budget = options.budget ?? budgetOf(options.storeHash, this.runtime);
  }

  /** The same store and budget with another patience, e.g. `client.with({ priority: "interactive" })`. */
  with(changes: Partial<Omit<ClientOptions, "storeHash" | "accessToken">>): BigCommerceClient {
    return new BigCommerceClient({ ...this.#options, budget: this.#budget, ...changes });
  }

  /** The same, whose calls are given up after `deadlineMs` also where its patience is longer. */
  within(deadlineMs: number): BigCommerceClient {
    return this.with({ deadlineMs: Math.min(deadlineMs, this.#deadlineMs()) });
  }

  get<T>(call: Call<T>): Promise<T> {
    return this.#fetchParsed("GET", call);
  }

  put<T>(call: Call<T> & { body: unknown }): Promise<T> {
    return this.#fetchParsed("PUT", call, call.body);
  }

  /** Never repeated after anything but a 429: use `createOrAdopt` around it. */
  post<T>(call: Call<T> & { body: unknown }): Promise<T> {
    return this.#fetchParsed("POST", call, call.body);
  }

  /** Deletes one resource by id; one that is gone already counts as deleted. */
  async deleteOne(operation: string, path: DeletablePath): Promise<void> {
    assertDeletable(path);
    try {
      await this.#send({ operation, method: "DELETE", path, retry: "when_safe" });
    } catch (error) {
      if (error instanceof BigCommerceError && error.kind === "not_found") return;
      throw error;
    }
  }

  async #fetchParsed<T>(method: HttpMethod, call: Call<T>, body?: unknown): Promise<T> {
    const { operation, path, query, retry = "when_safe" } = call;
    const request = {
      operation,
      method,
      path,
      retry,
      ...(query ? { query } : {}),
      ...(body === undefined ? {} : { body }),
    };
    const answer = await this.#send(request);
    if (answer.kind === "empty") {
      if (call.empty !== undefined) return call.empty;
      throw malformed(operation, "an empty answer where data was promised");
    }
    const parsed = call.schema.safeParse(answer.value);
    if (parsed.success) return parsed.data;
    throw malformed(operation, `unexpected fields: ${z.prettifyError(parsed.error).slice(0, 300)}`);
  }

  async #send(request: Request): Promise<{ kind: "empty" } | { kind: "json"; value: unknown }> {
    const priority = this.#options.priority ?? "background";
    const limits = patience[priority];
    const attemptsMax = this.#options.attemptsMax ?? limits.attemptsMax;
    const deadlineMs = this.runtime.nowMs() + this.#deadlineMs();
    for (let attempt = 1; ; attempt += 1) {
      const { outcome } = await this.#attempt(request, { attempt, priority, deadlineMs });
      if (outcome.ok) return outcome.body;
      const { method, retry } = request;
      const random = this.runtime.random();
      const delayMs = retryDelayMs({ method, retry, error: outcome.error, attempt, attemptsMax, random });
      if (delayMs === null || this.runtime.nowMs() + delayMs >= deadlineMs) throw outcome.error;
      await this.runtime.sleep(delayMs, this.#options.signal);
    }
  }

  #deadlineMs(): number {
    return this.#options.deadlineMs ?? patience[this.#options.priority ?? "background"].deadlineMs;
  }

  async #attempt(
    request: Request,
    turn: { attempt: number; priority: Priority; deadlineMs: number },
  ): Promise<AttemptResult> {
    const { signal } = this.#options;
    const abort = signal ? { signal } : {};
    const permit = await this.#budget.acquire(turn.priority, { deadlineMs: turn.deadlineMs, ...abort });
    const startedMs = this.runtime.nowMs();
    let result: AttemptResult | undefined;
    try {
      const { operation, method, body } = request;
      result = await sendRequest(
        {
          url: buildUrl(
            this.#options.baseUrl ?? env().BIGCOMMERCE_API_URL,
            this.storeHash,
            request.path,
            request.query,
          ),
          operation,
          method,
          headers: this.#headers(body !== undefined),
          ...(body === undefined ? {} : { body }),
          timeoutMs: this.#attemptTimeoutMs(turn, startedMs),
          secrets: [this.#options.accessToken],
          ...abort,
        },
        this.runtime,
      );
      return result;
    } finally {
      permit.done({ status: result?.status ?? null, rate: result?.rate ?? null });
      if (result) this.#report(request, turn, result, this.runtime.nowMs() - startedMs);
    }
  }

  #attemptTimeoutMs(turn: { priority: Priority; deadlineMs: number }, nowMs: number): number {
    const usual = this.#options.attemptTimeoutMs ?? patience[turn.priority].attemptTimeoutMs;
    return Math.max(1, Math.round(Math.min(usual, turn.deadlineMs - nowMs)));
  }

  #headers(hasBody: boolean): Record<string, string> {
    return {
      accept: "application/json",
      "user-agent": userAgent(),
      "x-auth-token": this.#options.accessToken,
      ...(hasBody ? { "content-type": "application/json" } : {}),
    };
  }

  #report(
    request: Request,
    turn: { attempt: number; priority: Priority },
    result: AttemptResult,
    durationMs: number,
  ) {
    const record = {
      storeHash: this.storeHash,
      operation: request.operation,
      method: request.method,
      path: request.path,
      status: result.status,
      attempt: turn.attempt,
      priority: turn.priority,
      durationMs,
      requestsLeft: result.rate?.requestsLeft ?? null,
      requestId: result.requestId,
    };
    this.#options.onResponse?.(record);
    notifyObservers(record);
  }
}

/** BigCommerce asks apps to name themselves, with where to reach whoever runs them. */
export function userAgent(): string {
  return `Laurel/${packageJson.version} (+${env().APP_URL})`;
}

function malformed(operation: string, summary: string): BigCommerceError {
  return new BigCommerceError({ kind: "malformed", status: 200, operation, summary });
}
