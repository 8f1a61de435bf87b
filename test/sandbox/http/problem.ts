import type { Reply } from "./reply";

/** A refused call. The listener writes it in the error shape of the API version that was called. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly errors: Record<string, string> = {},
    readonly shape: "by-version" | "error-list" = "by-version",
  ) {
    super(title);
  }
}

const docs = "https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes";

/** v2: an array of `{status, message}`; v3: problem+json with `errors` by field; promotions: `{errors:[…]}`. */
export function problemReply(problem: Problem, version: "v2" | "v3" | null): Reply {
  const { status, title, errors } = problem;
  if (problem.shape === "error-list") return { status, json: { errors: [{ status, title }] } };
  if (version === "v2") {
    const details = Object.keys(errors).length > 0 ? { details: errors } : {};
    return { status, json: [{ status, message: title, ...details }] };
  }
  return { status, json: { status, title, type: docs, instance: "", errors } };
}
