import { expect, it } from "vitest";
import { BigCommerceError } from "@/lib/bigcommerce/client/errors";
import { exchangeCode } from "@/lib/bigcommerce/oauth";
import { type Handler, type SeenRequest, sendJson, startApi } from "./support/fake-api";

/** The environment is read once, so all answers come from one server and are chosen by the code. */
const answers: Record<string, Handler> = {};
const seen: SeenRequest[] = [];
const api = await startApi(
  (request, response, count) => {
    seen.push(request);
    return answers[JSON.parse(request.body).code]?.(request, response, count);
  },
  { forTheWholeFile: true },
);
process.env.BIGCOMMERCE_LOGIN_URL = api.url;
process.env.APP_URL = "https://laurel.example/";

const grant = {
  access_token: "tok-1",
  scope: "store_v2_orders_read_only store_v2_default",
  context: "stores/abc123",
  account_uuid: "uuid",
  user: { id: 24654, username: "m@x", email: "m@x" },
  owner: { id: 12345, username: "o@x", email: "o@x" },
};

const exchange = (code: string) =>
  exchangeCode({ code, scope: "store_v2_orders_read_only", context: "stores/abc123" });

async function failure(code: string): Promise<BigCommerceError> {
  const error = await exchange(code).catch((caught: unknown) => caught);
  if (error instanceof BigCommerceError) return error;
  throw new Error(`expected a BigCommerceError, got ${String(error)}`);
}

it("trades a code with the registered address and answers who the token is for", async () => {
  answers.good = (_request, response) => sendJson(response, grant);
  expect(await exchange("good")).toEqual({
    accessToken: "tok-1",
    scope: grant.scope,
    context: "stores/abc123",
    accountUuid: "uuid",
    user: { id: 24654, email: "m@x" },
    owner: { id: 12345, email: "o@x" },
  });
  expect(seen.at(-1)).toMatchObject({ method: "POST", path: "/oauth2/token" });
  expect(JSON.parse(seen.at(-1)!.body)).toEqual({
    client_id: "test-client-id",
    client_secret: "test-client-secret",
    code: "good",
    scope: "store_v2_orders_read_only",
    context: "stores/abc123",
    grant_type: "authorization_code",
    redirect_uri: "https://laurel.example/api/bigcommerce/auth",
  });
});

it("lives without an owner, and hands on an empty scope for the caller to refuse", async () => {
  answers.bare = (_request, response) =>
    sendJson(response, { ...grant, scope: null, owner: undefined, account_uuid: undefined });
  expect(await exchange("bare")).toMatchObject({ owner: null, scope: "", accountUuid: null });
});

it("never sends a code twice, whatever the answer", async () => {
  answers.html = (_request, response) =>
    void response.writeHead(500).end("<html><title>Error</title></html>");
  answers.reset = (_request, response) => void response.socket?.resetAndDestroy();
  for (const [code, kind] of [
    ["html", "server"],
    ["reset", "network"],
  ]) {
    const before = seen.length;
    expect((await failure(code!)).kind).toBe(kind);
    expect(seen.length - before).toBe(1);
  }
});

it("reports a refusal in BigCommerce's words, without the code or the secret", async () => {
  answers.used = (_request, response) =>
    sendJson(response, { error: "invalid_grant: used, test-client-secret" }, 400);
  const error = await failure("used");
  expect(error.kind).toBe("validation");
  expect(error.message).toContain("invalid_grant: [redacted]");
  expect(`${error.stack}${error.body}`).not.toMatch(/test-client-secret/);
});

it("names the missing fields of a broken grant and quotes nothing of it", async () => {
  answers.broken = (_request, response) =>
    sendJson(response, { ...grant, context: "stores/../x", user: null });
  const error = await failure("broken");
  expect(error.message).toMatch(/malformed: unexpected fields: context, user/);
  expect(`${error.stack}${error.body}`).not.toContain("tok-1");
});
