import { describe, expect, test } from "vitest";
import type { LoggedCall } from "@/test/sandbox/http/request-log";
import { specsAvailable } from "./specs";
import { listViolations } from "./validate";

/** The checker itself: a checker that finds nothing proves nothing. */
describe.skipIf(!specsAvailable)("the traffic checker", () => {
  const good: LoggedCall = {
    id: 1,
    at: 0,
    store: "abc123",
    method: "GET",
    path: "/v2/orders/count",
    query: "min_id=5",
    requestHeaders: { accept: "application/json", "user-agent": "test" },
    requestBody: "",
    status: 200,
    responseHeaders: {},
    responseBody: '{"statuses":[],"count":3}',
    fault: null,
  };
  const cases: [what: string, change: Partial<LoggedCall>, complaint: RegExp][] = [
    ["a path no file knows", { path: "/v2/ordres" }, /no file describes/],
    ["a misspelt query parameter", { query: "min_idd=5" }, /min_idd is not a parameter/],
    ["a query parameter of the wrong type", { query: "min_id=five" }, /min_id=five/],
    ["a call that does not ask for JSON", { requestHeaders: { "user-agent": "t" } }, /Accept/],
    ["an answer with a wrong type", { responseBody: '{"count":"3"}' }, /count must be number/],
    [
      "an answer with a field no file knows",
      { responseBody: '{"count":3,"cuont":3}' },
      /cuont is not described/,
    ],
    ["an answer that is not JSON", { responseBody: "<html>" }, /is not JSON/],
    ["an empty answer where one is promised", { responseBody: "" }, /an empty body/],
    ["an undescribed success", { status: 202 }, /status 202/],
    ["an error in the other version's shape", { status: 400, responseBody: '{"title":"x"}' }, /v2 error/],
    [
      "a request body with a wrong type",
      { method: "POST", path: "/v3/hooks", query: "", requestBody: '{"scope":1,"destination":"x"}' },
      /scope must be string/,
    ],
    [
      "a request body with a field no file knows",
      {
        method: "POST",
        path: "/v3/hooks",
        query: "",
        requestBody: '{"scope":"s","destination":"x","active":true}',
      },
      /active is not described/,
    ],
  ];

  test("passes a good call", () => expect(listViolations([good])).toEqual([]));
  test.each(cases)("finds %s", (_what, change, complaint) => {
    expect(listViolations([{ ...good, ...change }]).join("\n")).toMatch(complaint);
  });
  test("passes over what a fault spoilt", () => {
    expect(listViolations([{ ...good, responseBody: "<html>", fault: "html-500;before" }])).toEqual([]);
  });
});
