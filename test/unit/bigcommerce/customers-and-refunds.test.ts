import { describe, expect, it } from "vitest";
import {
  getCustomersByIds,
  getStoreCredit,
  listCustomers,
  listCustomersModifiedSince,
  setStoreCredit,
} from "@/lib/bigcommerce/customers";
import { listRefundsForOrders, listRefundsSince } from "@/lib/bigcommerce/refunds";
import { clientFor, sendJson, startApi } from "./support/fake-api";

const customer = (id: number, changes: Record<string, unknown> = {}) => ({
  id,
  email: `Shopper${id}@Example.com`,
  first_name: "Jane",
  last_name: "Doe",
  customer_group_id: 0,
  date_created: "2026-01-01T00:00:00Z",
  date_modified: "2026-02-01T00:00:00Z",
  origin_channel_id: 1,
  channel_ids: null,
  ...changes,
});

describe("customers", () => {
  it("are people with lower-case addresses; group 0 is no group", async () => {
    const api = await startApi((_request, response) =>
      sendJson(response, {
        data: [customer(1), customer(2, { customer_group_id: "6", channel_ids: [1, 2] })],
        meta: {},
      }),
    );
    const { customers: found } = await getCustomersByIds(clientFor(api.url), [1, 2, 2, 3]);
    expect(api.seen[0]!.query.get("id:in")).toBe("1,2,3");
    expect([...found.values()]).toEqual([
      {
        customerId: 1,
        email: "shopper1@example.com",
        firstName: "Jane",
        lastName: "Doe",
        groupId: null,
        originChannelId: 1,
        channelIds: null,
        createdAt: "2026-01-01T00:00:00.000Z",
        modifiedAt: "2026-02-01T00:00:00.000Z",
      },
      expect.objectContaining({ customerId: 2, groupId: 6, channelIds: [1, 2] }),
    ]);
  });

  it("are paged by cursor, with the total told once", async () => {
    const api = await startApi(({ query }, response) => {
      const isFirst = query.get("after") === null;
      sendJson(response, {
        data: isFirst ? [customer(1)] : [customer(2)],
        meta: isFirst
          ? {
              pagination: { total: 2, total_pages: 2, current_page: 1 },
              cursor_pagination: { end_cursor: "abc", links: { next: "?after=abc" } },
            }
          : { cursor_pagination: { end_cursor: "def", links: {} } },
      });
    });
    const first = await listCustomers(clientFor(api.url), null);
    expect([first.nextCursor, first.total]).toEqual(["abc", 2]);
    const second = await listCustomers(clientFor(api.url), first.nextCursor);
    expect([second.nextCursor, second.total, second.customers[0]?.customerId]).toEqual([null, null, 2]);
  });

  it("do not fail for what nothing is decided by", async () => {
    const odd = {
      id: "7.0000",
      email: null,
      date_created: "soon",
      date_modified: "",
      channel_ids: {},
      customer_group_id: null,
    };
    const api = await startApi((_request, response) => sendJson(response, { data: [odd], meta: [] }));
    expect((await listCustomers(clientFor(api.url), null)).customers).toEqual([
      {
        customerId: 7,
        email: "",
        firstName: "",
        lastName: "",
        groupId: null,
        originChannelId: null,
        channelIds: null,
        createdAt: null,
        modifiedAt: null,
      },
    ]);
  });

  it("are paged by number where the answer has no cursor", async () => {
    const api = await startApi(({ query }, response) => {
      const current = Number(query.get("page") ?? 1);
      sendJson(response, {
        data: [customer(current)],
        meta: { pagination: { total: 2, total_pages: 2, current_page: current } },
      });
    });
    const first = await listCustomers(clientFor(api.url), null);
    expect(first.nextCursor).toBe("page:2");
    expect(await listCustomers(clientFor(api.url), first.nextCursor)).toMatchObject({ nextCursor: null });
  });

  it("modified since: an ignored date filter fails loudly", async () => {
    const api = await startApi((_request, response) => sendJson(response, { data: [customer(1)] }));
    const client = clientFor(api.url);
    const page = await listCustomersModifiedSince(client, "2026-02-01T00:00:00.500Z", null);
    expect(page.customers).toHaveLength(1);
    expect(api.seen[0]!.query.get("date_modified:min")).toBe("2026-02-01T00:00:00Z");
    const later = listCustomersModifiedSince(client, "2026-03-01T00:00:00Z", null);
    await expect(later).rejects.toMatchObject({ kind: "malformed" });
  });

  it("store credit is read as a decimal and set once, never repeated", async () => {
    const api = await startApi(({ method }, response) =>
      method === "GET"
        ? sendJson(response, { data: [customer(1, { store_credit_amounts: [{ amount: 43.15 }] })] })
        : void response.writeHead(500).end(),
    );
    const client = clientFor(api.url);
    expect(await getStoreCredit(client, 1)).toBe("43.15");
    expect(await getStoreCredit(client, 2)).toBeNull();
    await expect(setStoreCredit(client, 1, "53.15")).rejects.toMatchObject({ kind: "server" });
    const puts = api.seen.filter(({ method }) => method === "PUT");
    expect(puts.map(({ body }) => JSON.parse(body))).toEqual([
      [{ id: 1, store_credit_amounts: [{ amount: 53.15 }] }],
    ]);
  });
});

describe("refunds", () => {
  const refund = (id: number, orderId: number) => ({
    id,
    order_id: orderId,
    created: "2026-02-01T00:00:00+00:00",
    total_amount: 5,
    total_tax: 0,
    items: [],
    payments: [],
  });

  it("of 300 orders take two calls, and those of other orders are dropped", async () => {
    const api = await startApi(({ query }, response) => {
      const ids = query.get("order_id:in")!.split(",").map(Number);
      sendJson(response, { data: [refund(ids[0]!, ids[0]!), refund(9_999, 9_999)], meta: {} });
    });
    const ids = Array.from({ length: 300 }, (_, index) => index + 1);
    const { refunds: found } = await listRefundsForOrders(clientFor(api.url), ids);
    expect(api.seen).toHaveLength(2);
    expect([...found.keys()]).toEqual([1, 201]);
  });

  it("are read to the end although the pages do not say how many there are", async () => {
    const api = await startApi(({ query }, response) => {
      const page = Number(query.get("page"));
      const count = page < 3 ? 50 : 7;
      sendJson(response, {
        data: Array.from({ length: count }, (_, index) => refund(page * 100 + index, 1)),
        meta: {},
      });
    });
    const { refunds: found } = await listRefundsForOrders(clientFor(api.url), [1]);
    expect(found.get(1)).toHaveLength(107);
  });

  it("since an instant come page by page, and an ignored filter fails loudly", async () => {
    const api = await startApi((_request, response, count) =>
      sendJson(response, {
        data: count === 1 ? Array.from({ length: 50 }, (_, index) => refund(index, 1)) : [],
      }),
    );
    const client = clientFor(api.url);
    const first = await listRefundsSince(client, { createdSince: "2026-01-31T23:00:00.000Z", page: 1 });
    expect(first.next).toEqual({ createdSince: "2026-01-31T23:00:00.000Z", page: 2 });
    expect((await listRefundsSince(client, first.next!)).next).toBeNull();
    const old = await startApi((_request, response) => sendJson(response, { data: [refund(1, 1)] }));
    await expect(
      listRefundsSince(clientFor(old.url), { createdSince: "2026-06-01T00:00:00Z", page: 1 }),
    ).rejects.toMatchObject({ kind: "malformed" });
  });
});
