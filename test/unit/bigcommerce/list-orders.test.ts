import { describe, expect, it } from "vitest";
import { fetchGuestOrders, fetchOrdersModifiedSince } from "@/lib/bigcommerce/fetch-order-facts";
import { clientFor, sendJson, startApi } from "./support/fake-api";
import { orderPayload } from "./support/orders";

describe("fetchOrdersModifiedSince", () => {
  const at = (id: number, minute: number) =>
    orderPayload({
      id,
      date_modified: new Date(Date.UTC(2026, 0, 1, 0, minute)).toUTCString().replace("GMT", "+0000"),
    });

  it("moves on by the last modification, so that an order changed meanwhile pushes none out of sight", async () => {
    const orders = Array.from({ length: 60 }, (_, index) => at(index + 1, index));
    const api = await startApi(({ path, query }, response) => {
      if (path !== "v2/orders") return sendJson(response, { data: [] });
      const since = Date.parse(query.get("min_date_modified") ?? "");
      const rows = orders.filter((order) => Date.parse(order.date_modified) >= since);
      const start = (Number(query.get("page")) - 1) * 50;
      sendJson(response, rows.slice(start, start + 50));
    });
    const client = clientFor(api.url);
    const first = await fetchOrdersModifiedSince(client, {
      modifiedSince: "2026-01-01T00:00:00.000Z",
      page: 1,
    });
    expect(first.next).toEqual({ modifiedSince: "2026-01-01T00:49:00Z", page: 1 });
    const second = await fetchOrdersModifiedSince(client, first.next!);
    expect([...second.orders.keys()]).toEqual([50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60]);
    expect(second.next).toBeNull();
    expect(api.seen[0]!.query.get("sort")).toBe("date_modified:asc");
  });

  it("moves on by page while one second fills a whole page", async () => {
    const orders = Array.from({ length: 250 }, (_, index) => at(index + 1, 0));
    const api = await startApi(({ path }, response) =>
      sendJson(response, path === "v2/orders" ? orders : { data: [] }),
    );
    const cursor = { modifiedSince: "2026-01-01T00:00:00Z", page: 1 };
    expect((await fetchOrdersModifiedSince(clientFor(api.url), cursor)).next).toEqual({ ...cursor, page: 2 });
  });

  it("moves on by page when the answer is not sorted as asked: by date it would skip orders", async () => {
    const orders = Array.from({ length: 250 }, (_, index) => at(index + 1, (index * 7) % 50));
    const api = await startApi(({ path }, response) =>
      sendJson(response, path === "v2/orders" ? orders : { data: [] }),
    );
    const cursor = { modifiedSince: "2026-01-01T00:00:00Z", page: 1 };
    const { next } = await fetchOrdersModifiedSince(clientFor(api.url), cursor);
    expect(next).toEqual({ ...cursor, page: 2 });
  });

  it("asks for smaller pages when the store cannot answer large ones in time", async () => {
    const orders = Array.from({ length: 120 }, (_, index) => at(index + 1, index));
    const api = await startApi(({ path, query }, response) => {
      const limit = Number(query.get("limit"));
      if (path !== "v2/orders") sendJson(response, { data: [] });
      else if (limit > 100) response.writeHead(504).end();
      else sendJson(response, orders.slice(0, limit));
    });
    const cursor = { modifiedSince: "2026-01-01T00:00:00Z", page: 1 };
    const page = await fetchOrdersModifiedSince(clientFor(api.url), cursor);
    expect([page.orders.size, page.next]).toEqual([100, { modifiedSince: "2026-01-01T01:39:00Z", page: 1 }]);
    const sizes = api.seen.filter(({ path }) => path === "v2/orders").map(({ query }) => query.get("limit"));
    expect(sizes).toEqual(["250", "100"]);
  });

  it("fails loudly when the date filter was ignored, rather than walking the whole store", async () => {
    const api = await startApi((_request, response) => sendJson(response, [at(1, 0)]));
    const sweep = fetchOrdersModifiedSince(clientFor(api.url), {
      modifiedSince: "2026-06-01T00:00:00Z",
      page: 1,
    });
    await expect(sweep).rejects.toMatchObject({ kind: "malformed" });
  });
});

describe("fetchGuestOrders", () => {
  it("drops what is not a guest order of that address, whatever the filter did", async () => {
    const orders = [
      orderPayload({ id: 1, customer_id: 0 }),
      orderPayload({ id: 2, customer_id: 20 }),
      orderPayload({ id: 3, customer_id: 0, billing_address: { email: "mallory@example.com" } }),
    ];
    const api = await startApi((_request, response) => sendJson(response, orders));
    const { orders: found, nextMinId } = await fetchGuestOrders(clientFor(api.url), "jane@example.com", 1);
    expect([...found.keys()]).toEqual([1]);
    expect(nextMinId).toBeNull();
  });

  it("escapes the address, plus sign included", async () => {
    const api = await startApi((_request, response) => void response.writeHead(204).end());
    await fetchGuestOrders(clientFor(api.url), "jane+tag@example.com", 1);
    expect(api.seen[0]!.query.get("email")).toBe("jane+tag@example.com");
  });
});
