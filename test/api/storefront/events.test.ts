import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { OPTIONS } from "@/app/api/storefront/events/route";
import { signShopperSession } from "@/lib/auth/shopper-session";
import { pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { runShutdownTasks } from "@/lib/on-shutdown";
import { streamDefaults } from "@/lib/server/event-streams";
import { findFreePort } from "@/lib/setup/postgres-process.mjs";
import { type InProcessApp, startInProcessApp } from "@/test/support/in-process-app";
import { eventually } from "@/test/support/laurel";
import { createCustomer, createShop, givePoints, type Shop } from "./shop";

const path = "/api/storefront/events";
const most = { process: 12, store: 6, customer: 3 };
const heartbeat = `:${" ".repeat(200_000)}\n\n`;
let app: InProcessApp;
let shop: Shop;
let ids = 0;

beforeAll(async () => {
  const options = { ...streamDefaults, lookMs: 20, most, heartbeatMs: 50, heartbeat };
  app = await startInProcessApp(await findFreePort(), { [path]: { OPTIONS } }, options);
});
beforeEach(async () => {
  shop = await createShop();
});
afterAll(() => app.stop());

const bearerOf = async (customerId: bigint) =>
  (await signShopperSession({ storeId: shop.id, customerId })).token;
const member = () => createCustomer(shop, { bcCustomerId: ++ids });

function ask(bearer: string, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
  return fetch(app.url + path, {
    headers: { authorization: `Bearer ${bearer}`, origin: shop.origin, ...headers },
    ...(signal ? { signal } : {}),
  });
}

/** An open stream, read all the time: the balances it told so far, and whether it has ended. */
async function follow(customerId: bigint) {
  const leave = new AbortController();
  const response = await ask(await bearerOf(customerId), {}, leave.signal);
  expect(response.status).toBe(200);
  const heard: number[] = [];
  const state = { ended: false };
  const read = async () => {
    let rest = "";
    for await (const chunk of response.body ?? []) {
      rest += Buffer.from(chunk).toString();
      const blocks = rest.split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const data = /^event: balance\ndata: (.+)$/.exec(block)?.[1];
        if (data) heard.push((JSON.parse(data) as { points_balance: number }).points_balance);
      }
    }
  };
  const done = read()
    .catch(() => {})
    .finally(() => {
      state.ended = true;
    });
  /** Gives this customer a point and waits until it is told: a look at the database has been since. */
  const shine = async () => {
    const lit = (heard.at(-1) ?? 0) + 1;
    await givePoints(shop, customerId, 1);
    await eventually(() => heard.at(-1) === lit, "the beacon's point");
  };
  return { response, heard, state, leave: () => leave.abort(), done, shine };
}

describe("a stream tells its own customer's balance", () => {
  test("at once, and after every commit", async () => {
    const customerId = await member();
    await givePoints(shop, customerId, 40);
    const stream = await follow(customerId);
    await eventually(() => stream.heard.includes(40), "the balance as it stands");
    stream.leave();
  });

  test("not before the commit, and nothing after a roll-back", async () => {
    const customerId = await member();
    const stream = await follow(customerId);
    await eventually(() => stream.heard.length === 1, "the first balance");
    const client = await pool().connect();
    const post = async (key: string, points: number) => {
      await client.query("BEGIN");
      await postTransactions(client, shop.id, [
        {
          key,
          type: "adjustment",
          customerId,
          entries: [
            { account: "customer:available", amount: points },
            { account: "program:adjusted", amount: -points },
          ],
          explanation: { version: 1, subject: "adjustment", rules: [] },
          occurredAt: new Date(),
        },
      ]);
    };
    const beacon = await follow(await member());
    await post("one", 7);
    await client.query("ROLLBACK");
    await beacon.shine();
    await post("two", 5);
    // Posted and not committed while a later change of somebody else arrives: it would have been told by then.
    await beacon.shine();
    expect(stream.heard).toEqual([0]);
    await client.query("COMMIT");
    client.release();
    await eventually(() => stream.heard.includes(5), "the committed points");
    expect(stream.heard).toEqual([0, 5]);
    stream.leave();
    beacon.leave();
  });

  test("and no other customer's, of this store or another", async () => {
    const [mine, theirs] = [await member(), await member()];
    const [stream, other] = [await follow(mine), await follow(theirs)];
    await eventually(() => stream.heard.length === 1, "the first balance");
    await givePoints(shop, theirs, 5);
    await eventually(() => other.heard.includes(5), "the other customer's points");
    // Whatever came of theirs came before this on the same connection.
    await givePoints(shop, mine, 3);
    await eventually(() => stream.heard.includes(3), "points of their own");
    expect(stream.heard).toEqual([0, 3]);
    stream.leave();
    other.leave();
  });

  test("many changes in a row are told as few, the last one always", async () => {
    const customerId = await member();
    const stream = await follow(customerId);
    for (let time = 1; time <= 40; time++) await givePoints(shop, customerId, 1);
    await eventually(() => stream.heard.at(-1) === 40, "the last balance");
    stream.leave();
  });
});

describe("the door is the account's", () => {
  test("a page of the store may read the stream, unbuffered and uncached", async () => {
    const stream = await follow(await member());
    const { headers } = stream.response;
    expect(headers.get("content-type")).toContain("text/event-stream");
    expect(headers.get("access-control-allow-origin")).toBe(shop.origin);
    expect(headers.get("cache-control")).toContain("no-transform");
    expect(headers.get("x-accel-buffering")).toBe("no");
    stream.leave();
  });

  test("no bearer, a foreign bearer, a foreign page: 401, 401, 403; a token in the address is no bearer", async () => {
    const bearer = await bearerOf(await member());
    expect((await fetch(app.url + path)).status).toBe(401);
    expect((await ask("x.y.z")).status).toBe(401);
    expect((await ask(bearer, { origin: "https://evil.test" })).status).toBe(403);
    expect((await fetch(`${app.url}${path}?token=${bearer}`)).status).not.toBe(200);
  });

  test("a preflight lets the store's page send its bearer", async () => {
    const answer = await fetch(app.url + path, { method: "OPTIONS", headers: { origin: shop.origin } });
    expect(answer.headers.get("access-control-allow-origin")).toBe(shop.origin);
    expect(answer.headers.get("access-control-allow-headers")).toContain("authorization");
  });
});

describe("streams are bounded", () => {
  test("one too many of a customer or of a store is 429 with when to come back; a place left is free again", async () => {
    const one = await member();
    const streams = [await follow(one), await follow(one), await follow(one)];
    const refused = await ask(await bearerOf(one));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    streams.push(await follow(await member()), await follow(await member()), await follow(await member()));
    expect((await ask(await bearerOf(await member()))).status).toBe(429);
    for (const stream of streams) stream.leave();
    const next = await bearerOf(one);
    await eventually(async () => {
      const leave = new AbortController();
      const { status } = await ask(next, {}, leave.signal);
      leave.abort();
      return status === 200;
    }, "a free place");
  });

  test("a reader that does not read is cut off", async () => {
    const bearer = await bearerOf(await member());
    const socket = connect(Number(new URL(app.url).port), "127.0.0.1");
    const closed = new Promise((done) => socket.once("close", done));
    socket.on("error", () => {});
    socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${bearer}\r\n\r\n`);
    await new Promise((ready) => socket.once("readable", ready));
    // Paused from here on: the kernel's buffers fill, then ours would.
    await eventually(async () => {
      socket.pause();
      return (await fetch(`${app.url}/`)).status === 404 && isCutOff(socket);
    }, "the connection to be cut");
    socket.destroy();
    await closed;
  });
});

/** Reads nothing; asks the kernel by writing into a connection whose other end may be gone. */
function isCutOff(socket: import("node:net").Socket): boolean {
  socket.write("\r\n");
  return socket.destroyed || socket.errored !== null;
}

describe("a stream ends", () => {
  test("when its bearer does", async () => {
    const customerId = await member();
    const { SignJWT } = await import("jose");
    const { deriveKey } = await import("@/lib/auth/derive-key");
    const token = await new SignJWT({ store: String(shop.id) })
      .setProtectedHeader({ alg: "HS256", typ: "laurel-shopper+jwt" })
      .setSubject(String(customerId))
      .setIssuer("laurel")
      .setAudience("laurel/storefront")
      .setIssuedAt()
      .setExpirationTime("2s")
      .sign(deriveKey("shopper-session"));
    const response = await ask(token);
    expect(response.status).toBe(200);
    for await (const chunk of response.body ?? []) void chunk;
    expect((await ask(token)).status).toBe(401);
  });

  test("when the store is uninstalled", async () => {
    const stream = await follow(await member());
    await pool().query("UPDATE stores SET status = 'uninstalled' WHERE id = $1", [shop.id]);
    await stream.done;
    expect(stream.state.ended).toBe(true);
  });

  test("when the customer is merged away or erased", async () => {
    const customerId = await member();
    const stream = await follow(customerId);
    await pool().query("DELETE FROM customer_balances WHERE customer_id = $1", [customerId]);
    await pool().query("DELETE FROM customers WHERE id = $1", [customerId]);
    await stream.done;
    expect(stream.state.ended).toBe(true);
  });

  test("when the server stops, without keeping it waiting", async () => {
    const stream = await follow(await member());
    await Promise.all([runShutdownTasks(), stream.done]);
    expect(stream.state.ended).toBe(true);
  });
});
