import { BigCommerceError, type BigCommerceErrorKind } from "./errors";
import type { ReadBody } from "./read-body";

const bodyCharsMax = 2048;
const summaryCharsMax = 200;

type FailedAnswer = {
  status: number;
  headers: Headers;
  body: ReadBody;
  operation: string;
  secrets: readonly string[];
  retryAfterMs: number | null;
};

/**
 * Turns a non-2xx answer into a typed error. Knows the three shapes BigCommerce uses (v2 array of
 * `{status, message}`, v3 `{title, errors: {field: text}}`, promotions `{errors: [{status, title}]}`) and lives
 * with everything else: empty, HTML, XML, cut-off.
 */
export function parseErrorAnswer(answer: FailedAnswer): BigCommerceError {
  const { summary, fields } = describe(answer.body, answer.status);
  return new BigCommerceError({
    kind: kindOf(answer.status),
    status: answer.status,
    operation: answer.operation,
    summary: redact(summary, answer.secrets).slice(0, summaryCharsMax),
    fields,
    requestId: requestIdOf(answer.headers),
    body: rawBody(answer.body, answer.secrets),
    retryAfterMs: answer.retryAfterMs,
    outcomeUnknown: answer.status === 408 || answer.status === 499 || answer.status >= 500,
  });
}

export function requestIdOf(headers: Headers): string | null {
  return headers.get("x-request-id") ?? headers.get("x-correlation-id");
}

/** The first 2 KB of an answer, without secrets it may echo. */
export function rawBody(body: ReadBody, secrets: readonly string[]): string {
  return body.kind === "empty" ? "" : redact(body.text, secrets).slice(0, bodyCharsMax);
}

function kindOf(status: number): BigCommerceErrorKind {
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404 || status === 410) return "not_found";
  if (status === 409 || status === 423) return "conflict";
  if (status === 429) return "rate_limited";
  if (status === 408 || status === 499 || status === 504) return "timeout";
  if (status === 503) return "unavailable";
  if (status >= 500) return "server";
  if (status >= 400) return "validation";
  return "malformed";
}

function describe(body: ReadBody, status: number): { summary: string; fields: Record<string, string> } {
  if (body.kind === "empty") return { summary: "empty answer", fields: {} };
  if (body.kind === "text") return { summary: describeText(body.text), fields: {} };
  const first = Array.isArray(body.value) ? body.value[0] : body.value;
  if (!isRecord(first)) return { summary: `status ${status}`, fields: {} };
  const nested = Array.isArray(first.errors) ? first.errors[0] : undefined;
  const source = isRecord(nested) ? nested : first;
  const fields = textFields(isRecord(first.errors) ? first.errors : source.errors);
  const text = [source.title, source.message, source.error, source.detail, source.error_description].find(
    (candidate) => typeof candidate === "string" && candidate !== "",
  );
  const firstField = Object.entries(fields)[0];
  const more = firstField ? ` (${firstField[0]}: ${firstField[1]})` : "";
  return { summary: `${typeof text === "string" ? text : `status ${status}`}${more}`, fields };
}

/** A page's title says more than its doctype; nothing else of foreign markup belongs in a message. */
function describeText(text: string): string {
  const title = /<title[^>]*>([^<]{1,150})/i.exec(text)?.[1]?.trim();
  if (title) return `a page, "${title}"`;
  return text.startsWith("<") ? "markup instead of JSON" : "text instead of JSON";
}

function textFields(errors: unknown): Record<string, string> {
  if (!isRecord(errors)) return {};
  return Object.fromEntries(
    Object.entries(errors).map(([field, value]) => [
      field,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce((clean, secret) => (secret ? clean.replaceAll(secret, "[redacted]") : clean), text);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
