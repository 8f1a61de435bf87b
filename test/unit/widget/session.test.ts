import { expect, test } from "vitest";
import { createSession } from "@/components/widget/client/create-session";
import { config, fakeNetwork, json } from "./fake-network";

const jwt = "aaa.bbb.ccc";
const start = Date.parse("2026-11-24T12:00:00Z");
const bearer = (minutes: number, token = "bearer") =>
  json({ token, expires_at: new Date(start + minutes * 60_000).toISOString() });

const currentJwt = "/customer/current.jwt";
const sessions = "/api/storefront/session";

test("the storefront's word is exchanged once, however many ask at once", async () => {
  const network = fakeNetwork({ [currentJwt]: () => new Response(jwt), [sessions]: () => bearer(15) });
  const session = createSession(config, network.fetch, () => start);
  expect(await Promise.all([session.bearer(), session.bearer(), session.bearer()])).toEqual(
    Array(3).fill("bearer"),
  );
  expect(network.calls.map((call) => call.url)).toEqual([
    "/customer/current.jwt?app_client_id=client%20id",
    "https://app.example/api/storefront/session",
  ]);
});

test("a guest is asked about once a page view, for every such question is a 404 in the store's log", async () => {
  const network = fakeNetwork({ [currentJwt]: () => new Response("", { status: 404 }) });
  const session = createSession(config, network.fetch, () => start);
  for (let ask = 0; ask < 5; ask++) expect(await session.bearer()).toBeNull();
  session.expire();
  expect(await session.bearer()).toBeNull();
  expect(network.calls).toHaveLength(1);
});

test.each([
  ["a log-in page", new Response("<!doctype html><title>Sign in</title>")],
  ["an empty answer", new Response("")],
  ["JSON that is no token", json({ error: "no" })],
])("%s instead of a token means a guest", async (_what, answer) => {
  const network = fakeNetwork({ [currentJwt]: () => answer });
  expect(await createSession(config, network.fetch, () => start).bearer()).toBeNull();
});

test("a token in quotes and with a line end is still a token", async () => {
  const network = fakeNetwork({
    [currentJwt]: () => new Response(`"${jwt}"\n`),
    [sessions]: () => bearer(15),
  });
  expect(await createSession(config, network.fetch, () => start).bearer()).toBe("bearer");
});

test("the bearer is renewed a minute before it ends", async () => {
  let now = start;
  const network = fakeNetwork({ [currentJwt]: () => new Response(jwt), [sessions]: () => bearer(15) });
  const session = createSession(config, network.fetch, () => now);
  await session.bearer();
  now = start + 13.9 * 60_000;
  await session.bearer();
  expect(network.to(sessions)).toHaveLength(1);
  now = start + 14 * 60_000;
  await session.bearer();
  expect(network.to(sessions)).toHaveLength(2);
});

test("a storefront that is down is not taken for a guest", async () => {
  let down = true;
  const network = fakeNetwork({
    [currentJwt]: () => (down ? new Response("", { status: 503 }) : new Response(jwt)),
    [sessions]: () => bearer(15),
  });
  const session = createSession(config, network.fetch, () => start);
  await expect(session.bearer()).rejects.toMatchObject({ status: 503 });
  down = false;
  expect(await session.bearer()).toBe("bearer");
});
