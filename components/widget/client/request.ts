export type Fetch = typeof globalThis.fetch;

/** An answer that is not 2xx: `code` is the stable one of problem+json. */
export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly retryAfterSeconds = 0,
  ) {
    super(code);
  }
}

/** The JSON of a 2xx answer; throws {@link ApiFailure} for every other one, whatever its body is. */
export async function readAnswer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T;
  const problem: { code?: string } = await response.json().catch(() => ({}));
  throw new ApiFailure(
    response.status,
    problem.code ?? "unavailable",
    Number(response.headers.get("retry-after")) || 0,
  );
}
