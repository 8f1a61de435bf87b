import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { findClientAddress } from "@/lib/http/client-address";
import { contentSecurityPolicy, isFramed } from "@/lib/http/content-security-policy";
import { escapeHtml } from "@/lib/http/html-page";
import { parseInput } from "@/lib/http/parse-input";
import { toProblemResponse } from "@/lib/http/problem";
import { parseJson } from "@/lib/http/read-body";
import { toJson } from "@/lib/http/reply";
import { requestIdOf } from "@/lib/http/request-id";

describe("problems", () => {
  test("an AppError tells code, fields and when to try again", async () => {
    const error = new AppError("rate_limited", "Slow down.", {
      retryAfterSeconds: 1.2,
      fields: { a: ["no"] },
    });
    const response = toProblemResponse(error, "req-12345678");
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("2");
    expect(await response.json()).toMatchObject({
      code: "rate_limited",
      errors: { a: ["no"] },
      request_id: "req-12345678",
    });
  });

  test("an AppError of another bundle's copy of the class is still one", () => {
    class AppErrorOfAnotherBundle extends Error {
      readonly code = "conflict";
      readonly status = 409;
    }
    expect(toProblemResponse(new AppErrorOfAnotherBundle("Taken."), "req-12345678").status).toBe(409);
    expect(
      toProblemResponse(Object.assign(new Error("x"), { code: "ECONNRESET" }), "req-12345678").status,
    ).toBe(500);
  });

  test("a bug leaks nothing but the request id", async () => {
    const response = toProblemResponse(new Error("password=hunter2 at 10.0.0.1"), "req-12345678");
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain("hunter2");
    expect(text).toContain("req-12345678");
  });
});

describe("input", () => {
  const context = { params: Promise.resolve({ id: "x" }) };
  const post = (body: string, headers: Record<string, string> = { "content-type": "application/json" }) =>
    new Request("http://x.test/?page=2", { method: "POST", body, headers });
  const body = z.object({ rate: z.object({ points: z.number() }) });

  test("errors are told by field path", async () => {
    await expect(parseInput(post('{"rate":{"points":"a"}}'), context, { body })).rejects.toMatchObject({
      code: "validation_failed",
      fields: { "rate.points": [expect.any(String)] },
    });
  });
  test("broken JSON, another content type and a body too large have codes of their own", async () => {
    await expect(parseInput(post("{"), context, { body })).rejects.toMatchObject({ code: "invalid_json" });
    await expect(
      parseInput(post("{}", { "content-type": "text/plain" }), context, { body }),
    ).rejects.toMatchObject({
      code: "unsupported_media_type",
    });
    await expect(parseInput(post(`"${"x".repeat(70_000)}"`), context, { body })).rejects.toMatchObject({
      code: "payload_too_large",
    });
  });
  test("a parameter that does not parse is an address that does not exist", async () => {
    const params = z.object({ id: z.coerce.bigint() });
    await expect(parseInput(post("{}"), context, { params })).rejects.toMatchObject({ code: "not_found" });
  });
  test("half a character is the caller's mistake too; a whole one in escapes and the letters of an escape are none", () => {
    for (const half of ['"\\ud83d"', '{"name":"a\\uDE00b"}', '["\\\\\\ud83d"]', '{"\\ud83d":1}']) {
      expect(() => parseJson(half), half).toThrow(expect.objectContaining({ code: "invalid_json" }));
    }
    expect(parseJson('["\\ud83d\\ude00","\\\\ud83d"]')).toEqual(["😀", "\\ud83d"]);
  });
  test("a NUL, which no database text can hold, is the caller's mistake and no failure of ours", async () => {
    const schemas = { query: z.object({ q: z.string() }) };
    await expect(
      parseInput(new Request("http://x.test/?q=a%00b"), { params: Promise.resolve({}) }, schemas),
    ).rejects.toMatchObject({ code: "validation_failed", fields: { q: [expect.any(String)] } });
    const request = new Request("http://x.test/", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "a\0b" }),
    });
    const body = z.object({ name: z.string() });
    await expect(parseInput(request, { params: Promise.resolve({}) }, { body })).rejects.toMatchObject({
      code: "invalid_json",
    });
  });

  test("the query is parsed", async () => {
    const query = z.object({ page: z.coerce.number() });
    expect((await parseInput(post("{}"), context, { query })).query).toEqual({ page: 2 });
  });
});

describe("client address", () => {
  test.each([
    ["nobody is trusted", "9.9.9.9", "1.1.1.1", 0, "9.9.9.9"],
    ["one proxy: what it saw", "10.0.0.1", "6.6.6.6, 1.1.1.1", 1, "1.1.1.1"],
    ["two proxies", "10.0.0.1", "6.6.6.6, 1.1.1.1, 10.0.0.2", 2, "1.1.1.1"],
    ["more trust than proxies: the first entry", "10.0.0.1", "1.1.1.1", 5, "1.1.1.1"],
    ["no header", "9.9.9.9", undefined, 1, "9.9.9.9"],
  ])("%s", (_what, socket, forwarded, hops, expected) => {
    expect(findClientAddress(socket, forwarded, hops)).toBe(expected);
  });
});

test("ids become JSON integers, and one that JSON would round is refused", () => {
  expect(toJson({ id: 5n })).toBe('{"id":5}');
  expect(() => toJson({ id: 2n ** 60n })).toThrow(RangeError);
});

test("only the dashboard and the install pages may be framed, by the control panel", () => {
  expect(isFramed("/dashboard/customers")).toBe(true);
  expect(isFramed("/dashboards")).toBe(false);
  expect(contentSecurityPolicy({ nonce: "n", framed: true })).toContain(
    "frame-ancestors https://*.mybigcommerce.com",
  );
  expect(contentSecurityPolicy({ nonce: "n", framed: false })).toContain("frame-ancestors 'none'");
});

test("a request id that could forge a log line is replaced", () => {
  expect(requestIdOf("abc-12345")).toBe("abc-12345");
  expect(requestIdOf('a" evil=')).toMatch(/^[0-9a-f-]{36}$/);
});

test("what BigCommerce says is text on our pages, never markup", () => {
  expect(escapeHtml(`<img onerror="x">&'`)).not.toMatch(/[<>"']/);
});
