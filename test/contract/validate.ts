import type { LoggedCall } from "@/test/sandbox/http/request-log";
import { isExcepted } from "./exceptions";
import { findOperation, type Operation, parametersOf } from "./operations";
import { asObject, type JsonObject, loadSpec, resolveRef } from "./specs";
import { unknownFields } from "./unknown-fields";
import { validateAgainst, validateValue } from "./validate-schema";

export type Violation = {
  call: string;
  operation: string | null;
  where: "path" | "query" | "headers" | "request" | "answer";
  message: string;
};
export type TrafficReport = { checked: number; operations: string[]; violations: Violation[] };

/**
 * Checks logged calls against BigCommerce's own OpenAPI files: that the path exists, query parameters and bodies are
 * those of the file, and each answer is one the file describes. Calls with a fault and the token endpoint, which no
 * file describes, are passed over. Give it `sandbox.admin.requests()`.
 */
export function validateTraffic(calls: LoggedCall[]): TrafficReport {
  const operations = new Set<string>();
  const violations: Violation[] = [];
  let checked = 0;
  for (const call of calls) {
    if (call.fault || call.path.startsWith("/oauth2")) continue;
    checked += 1;
    const operation = findOperation(call.method, call.path);
    if (operation) operations.add(operation.name);
    for (const violation of operation ? validateCall(operation, call) : unknownPath(call)) {
      if (!isExcepted(violation)) violations.push(violation);
    }
  }
  return { checked, operations: [...operations].sort(), violations: distinct(violations) };
}

/** The violations as one line each: `expect(listViolations(sandbox.admin.requests())).toEqual([])`. */
export function listViolations(calls: LoggedCall[]): string[] {
  return validateTraffic(calls).violations.map(({ call, where, message }) => `${call}: ${where} ${message}`);
}

function validateCall(operation: Operation, call: LoggedCall): Violation[] {
  return [
    ...checkHeaders(call).map(toViolation(operation, call, "headers")),
    ...checkQuery(operation, call).map(toViolation(operation, call, "query")),
    ...checkRequestBody(operation, call).map(toViolation(operation, call, "request")),
    ...checkAnswer(operation, call).map(toViolation(operation, call, "answer")),
  ];
}

function checkHeaders(call: LoggedCall): string[] {
  const problems: string[] = [];
  if (!call.requestHeaders.accept?.includes("application/json"))
    problems.push("Accept: application/json is missing");
  if (call.requestBody && !call.requestHeaders["content-type"]?.includes("application/json")) {
    problems.push("Content-Type: application/json is missing");
  }
  if (!call.requestHeaders["user-agent"]) problems.push("User-Agent is missing");
  return problems;
}

function checkQuery(operation: Operation, call: LoggedCall): string[] {
  const known = parametersOf(operation).filter((parameter) => parameter.in === "query");
  const given = new URLSearchParams(call.query);
  const problems = known
    .filter((parameter) => parameter.required === true && !given.has(String(parameter.name)))
    .map((parameter) => `${String(parameter.name)} is required`);
  for (const [name, text] of given) {
    const parameter = known.find((entry) => entry.name === name);
    if (!parameter) {
      problems.push(`${name} is not a parameter`);
      continue;
    }
    const schema = resolveRef(loadSpec(operation.spec), parameter.schema) ?? parameter;
    const value = coerce(schema, text);
    problems.push(
      ...validateValue(operation.spec, schema, value).map((message) => `${name}=${text}: ${message}`),
    );
  }
  return problems;
}

function checkRequestBody(operation: Operation, call: LoggedCall): string[] {
  const content = contentOf(operation, operation.definition.requestBody);
  if (!content) return call.requestBody ? ["a body where none is described"] : [];
  if (!call.requestBody) return ["the body is missing"];
  return checkBody(operation, "requestBody", content, call.requestBody);
}

function checkAnswer(operation: Operation, call: LoggedCall): string[] {
  const responses = asObject(operation.definition.responses) ?? {};
  const described = resolveRef(loadSpec(operation.spec), responses[String(call.status)] ?? responses.default);
  if (!described) {
    return call.status >= 400 ? checkErrorShape(call) : [`status ${call.status} is not described`];
  }
  const content = contentOf(operation, responses[String(call.status)] ?? responses.default);
  if (!call.responseBody) {
    const required = call.status === 200 && content?.schema !== undefined;
    return required ? ["an empty body"] : [];
  }
  if (call.status >= 400) return checkErrorShape(call);
  return content ? checkBody(operation, `responses/${call.status}`, content, call.responseBody) : [];
}

/** Errors by version, where the files give no schema of their own that holds. */
function checkErrorShape(call: LoggedCall): string[] {
  const body = JSON.parse(call.responseBody) as unknown;
  if (call.path.startsWith("/v2/")) {
    const good =
      Array.isArray(body) && body.every((entry) => typeof entry.status === "number" && entry.message);
    return good ? [] : ["a v2 error is a list of {status, message}"];
  }
  const error = body as { status?: unknown; title?: unknown; errors?: unknown };
  const single = typeof error.status === "number" && typeof error.title === "string";
  return single || Array.isArray(error.errors)
    ? []
    : ["a v3 error has status and title, or a list of errors"];
}

type Content = { schema: JsonObject | undefined; path: string };

function contentOf(operation: Operation, part: JsonObject[string] | undefined): Content | null {
  const resolved = resolveRef(loadSpec(operation.spec), part);
  const types = asObject(resolved?.content);
  const type = types && Object.keys(types).find((name) => name.includes("json"));
  if (!types || !type) return null;
  return { schema: asObject(asObject(types[type])?.schema) ?? undefined, path: refPath(part, type) };
}

/** Where the schema stands: under the operation itself, or under the component it refers to. */
function refPath(part: JsonObject[string] | undefined, type: string): string {
  const ref = asObject(part)?.$ref;
  const tail = `/content/${type.replaceAll("/", "~1")}/schema`;
  return typeof ref === "string" ? `${ref}${tail}` : tail;
}

function checkBody(operation: Operation, place: string, content: Content, text: string): string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return ["is not JSON"];
  }
  if (!content.schema) return [];
  const pointer = content.path.startsWith("#")
    ? content.path
    : `${operation.pointer}/${place}${content.path}`;
  const unknown = unknownFields(loadSpec(operation.spec), content.schema, value);
  return [
    ...validateAgainst(operation.spec, pointer, value),
    ...unknown.map((field) => `${field} is not described`),
  ];
}

/** A query parameter's text as the type its schema wants; lists are comma separated. */
function coerce(schema: JsonObject, text: string): unknown {
  if (schema.type === "integer" || schema.type === "number") return text.trim() === "" ? text : Number(text);
  if (schema.type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  if (schema.type !== "array") return text;
  const items = asObject(schema.items) ?? {};
  return text.split(",").map((part) => coerce(items, part));
}

function unknownPath(call: LoggedCall): Violation[] {
  return [{ call: nameOf(call), operation: null, where: "path", message: "no file describes this call" }];
}

function toViolation(operation: Operation, call: LoggedCall, where: Violation["where"]) {
  return (message: string): Violation => ({ call: nameOf(call), operation: operation.name, where, message });
}

function nameOf(call: LoggedCall): string {
  return `${call.method} ${call.path}${call.query ? `?${decodeURIComponent(call.query)}` : ""} → ${call.status}`;
}

/** The same complaint about a hundred rows is one complaint. */
function distinct(violations: Violation[]): Violation[] {
  const seen = new Map<string, Violation>();
  for (const violation of violations) {
    const message = violation.message.replace(/\/\d+/g, "/#");
    const key = `${violation.operation} ${violation.where} ${message}`;
    if (!seen.has(key)) seen.set(key, { ...violation, message });
  }
  return [...seen.values()];
}
