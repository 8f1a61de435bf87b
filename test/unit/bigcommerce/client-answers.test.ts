import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { BigCommerceError } from "@/lib/bigcommerce/client/errors";
import { clientFor, type Handler, sendJson, startApi } from "./support/fake-api";

const html =
  "<!DOCTYPE html><html><head><title>Error: try later</title></head><body>s3cret-token</body></html>";
const call = {
  operation: "test.get",
  path: "v3/thing",
  schema: z.looseObject({ data: z.unknown() }),
} as const;

async function failing(handler: Handler, options: Parameters<typeof clientFor>[1] = {}) {
  const api = await startApi(handler);
  const error = await clientFor(api.url, options)
    .get(call)
    .catch((caught: unknown) => caught);
  if (!(error instanceof BigCommerceError))
    throw new Error(`expected a BigCommerceError, got ${String(error)}`);
  return { error, calls: api.seen.length };
}

const answer =
  (status: number, body: string | Buffer, headers: Record<string, string> = {}): Handler =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };

describe("an answer that is an error", () => {
  it.each([
    [
      "401 in JSON",
      401,
      '{"status":401,"title":"Unauthorized","type":"x"}',
      "unauthorized",
      "Unauthorized",
      1,
    ],
    [
      "403 in JSON",
      403,
      '{"status":403,"title":"You don\'t have a required scope to access the endpoint"}',
      "forbidden",
      "required scope",
      1,
    ],
    ["404 with {}", 404, "{}", "not_found", "status 404", 1],
    ["404 without a body", 404, "", "not_found", "empty answer", 1],
    ["409", 409, '{"status":409,"title":"Conflict"}', "conflict", "Conflict", 1],
    [
      "422 of v3 by field",
      422,
      '{"status":422,"title":"Invalid","errors":{"0.id":"must be set"}}',
      "validation",
      "Invalid (0.id: must be set)",
      1,
    ],
    [
      "400 of v2, an array",
      400,
      '[{"status":400,"message":"The field \'x\' is wrong."}]',
      "validation",
      "The field 'x' is wrong.",
      1,
    ],
    [
      "422 of promotions, an errors array",
      422,
      '{"errors":[{"status":422,"title":"Code is taken"}]}',
      "validation",
      "Code is taken",
      1,
    ],
    ["500 as an HTML page", 500, html, "server", 'a page, "Error: try later"', 5],
    ["502 as plain text", 502, "Bad Gateway", "server", "text instead of JSON", 5],
    ["400 as XML", 400, '<?xml version="1.0"?><errors/>', "validation", "markup instead of JSON", 1],
    ["503", 503, "", "unavailable", "empty answer", 5],
    ["501, which never changes its mind", 501, "", "server", "empty answer", 1],
    ["507, a limit of the plan", 507, "", "server", "empty answer", 1],
    ["504", 504, "", "timeout", "empty answer", 5],
    ["JSON cut short", 500, '{"status":500,"ti', "server", "text instead of JSON", 5],
    ["a redirect, which could carry the token away", 302, "", "malformed", "empty answer", 1],
  ])(
    "%s is typed, summed up, and repeated only when that may help",
    async (_name, status, body, kind, summary, calls) => {
      const { error, calls: seen } = await failing(
        answer(status, body, status === 302 ? { location: "http://127.0.0.1:1/" } : {}),
      );
      expect({ kind: error.kind, status: error.httpStatus, calls: seen }).toEqual({ kind, status, calls });
      expect(error.message).toContain(summary);
    },
  );

  it("is read although it is gzip, announced or not", async () => {
    const zipped = gzipSync('{"status":422,"title":"Squeezed"}');
    const announced = await failing(answer(422, zipped, { "content-encoding": "gzip" }));
    const silent = await failing(answer(422, zipped));
    expect([announced.error.message, silent.error.message]).toEqual([
      expect.stringContaining("Squeezed"),
      expect.stringContaining("Squeezed"),
    ]);
  });

  it("keeps its status when its gzip is broken", async () => {
    const broken = gzipSync("x".repeat(1000)).subarray(0, 20);
    const announced = await failing(answer(422, broken, { "content-encoding": "gzip" }));
    const silent = await failing(answer(422, broken));
    expect([announced.error.kind, silent.error.kind]).toEqual(["validation", "validation"]);
  });

  it("keeps its request id and 2 KB of its body, neither with the token nor where a logger looks", async () => {
    const { error } = await failing(answer(422, `${html}${"x".repeat(5_000)}`, { "x-request-id": "req-1" }));
    expect(error.requestId).toBe("req-1");
    expect(error.body).toHaveLength(2048);
    expect(error.body).toContain("[redacted]");
    expect(JSON.stringify(error)).not.toContain("DOCTYPE");
    expect(`${error.stack}${JSON.stringify(error)}${error.body}`).not.toContain("s3cret-token");
  });

  it("never shows the query, which may hold an e-mail address", async () => {
    const api = await startApi(answer(404, ""));
    const error = await clientFor(api.url)
      .get({ ...call, query: { "email:in": "jane@example.com" } })
      .catch(String);
    expect(error).not.toContain("jane");
  });
});

describe("an answer that should have been data", () => {
  it.each([
    ["HTML", html, { "content-type": "application/json" }],
    ["JSON cut short", '{"data":[{"id":1},{"i', {}],
    ["XML", "<?xml version='1.0'?><data/>", {}],
  ])("200 with %s is malformed, and asked for again", async (_name, body, headers) => {
    const { error, calls } = await failing(answer(200, body, headers as Record<string, string>));
    expect([error.kind, calls]).toEqual(["malformed", 5]);
  });

  it("200 with other fields is malformed and not asked for again: it would be the same", async () => {
    const { error, calls } = await failing(answer(200, "[1,2]"));
    expect([error.kind, calls]).toEqual(["malformed", 1]);
  });

  it("200 that breaks off in the middle is a network failure", async () => {
    const { error, calls } = await failing((_request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"data":');
      setTimeout(() => response.destroy(), 10);
    });
    expect([error.kind, error.outcomeUnknown, calls]).toEqual(["network", true, 5]);
  });

  it("204 and an empty 200 are what the caller says they stand for, else malformed", async () => {
    const api = await startApi(
      (_request, response, count) => void response.writeHead(count === 1 ? 204 : 200).end(),
    );
    const client = clientFor(api.url);
    expect(await client.get({ ...call, empty: { data: [] } })).toEqual({ data: [] });
    expect(await client.get({ ...call, empty: { data: [] } })).toEqual({ data: [] });
    await expect(client.get(call)).rejects.toMatchObject({ kind: "malformed" });
  });

  it("lets unknown fields through", async () => {
    const api = await startApi((_request, response) => sendJson(response, { data: 1, brand_new: true }));
    expect(await clientFor(api.url).get(call)).toEqual({ data: 1, brand_new: true });
  });
});

describe("no answer", () => {
  it("a server that hangs is a time-out", async () => {
    const { error, calls } = await failing(() => undefined, { attemptTimeoutMs: 50, attemptsMax: 2 });
    expect([error.kind, error.httpStatus, error.outcomeUnknown, calls]).toEqual(["timeout", null, true, 2]);
  });

  it("a server that hangs after the headers is a time-out", async () => {
    const { error } = await failing((_request, response) => void response.writeHead(200).write("{"), {
      attemptTimeoutMs: 50,
      attemptsMax: 1,
    });
    expect(error.kind).toBe("timeout");
  });

  it("a reset connection is a network failure whose outcome is unknown", async () => {
    const { error, calls } = await failing((_request, response) => void response.socket?.resetAndDestroy());
    expect([error.kind, error.outcomeUnknown, calls]).toEqual(["network", true, 5]);
  });

  it("a refused connection was certainly never served", async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const error = await clientFor(`http://127.0.0.1:${port}`)
      .get(call)
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ kind: "network", outcomeUnknown: false });
  });

  it("the caller's own abort stays the caller's", async () => {
    const api = await startApi(() => undefined);
    const abort = new AbortController();
    const pending = clientFor(api.url, { signal: abort.signal }).get(call);
    setTimeout(() => abort.abort(new Error("enough")), 20);
    await expect(pending).rejects.toThrow("enough");
    expect(api.seen).toHaveLength(1);
  });
});
