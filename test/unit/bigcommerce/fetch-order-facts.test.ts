import { describe, expect, it } from "vitest";
import { fetchOrderFacts } from "@/lib/bigcommerce/fetch-order-facts";
import { planIdRanges } from "@/lib/bigcommerce/plan-order-fetch";
import { clientFor, type Handler, type SeenRequest, sendJson, startApi } from "./support/fake-api";
import { linePayload, orderPayload } from "./support/orders";

type Payload = ReturnType<typeof orderPayload>;

/** A store with these orders and refunds that answers lists as BigCommerce does: 204 when empty, cut at `pageCap`. */
function storeWith(
  orders: Payload[],
  extra: {
    refunds?: { id: number; order_id: number }[];
    pageCap?: number;
    respond?: (request: SeenRequest) => unknown;
  } = {},
): Handler {
  return ({ path, query, ...rest }, response) => {
    const special = extra.respond?.({ path, query, ...rest });
    if (special !== undefined) return sendJson(response, special);
    if (path === "v2/orders") {
      const min = Number(query.get("min_id") ?? 1);
      const max = Number(query.get("max_id") ?? Number.MAX_SAFE_INTEGER);
      const limit = Math.min(Number(query.get("limit")), extra.pageCap ?? 250);
      const rows = orders.filter(({ id }) => id >= min && id <= max).slice(0, limit);
      if (rows.length > 0) return sendJson(response, rows);
      response.writeHead(204).end();
      return;
    }
    if (path === "v3/orders/payment_actions/refunds") {
      const ids = (query.get("order_id:in") ?? "").split(",").map(Number);
      const base = {
        created: "2022-06-16T16:44:15+00:00",
        total_amount: 5,
        total_tax: 0,
        items: [],
        payments: [{ amount: 5 }],
      };
      const rows = (extra.refunds ?? []).filter((refund) => ids.includes(refund.order_id));
      return sendJson(response, { data: rows.map((row) => ({ ...base, ...row })), meta: {} });
    }
    const id = Number(/^v2\/orders\/(\d+)$/.exec(path)?.[1]);
    const order = orders.find((candidate) => candidate.id === id);
    sendJson(response, order ?? {}, order ? 200 : 404);
  };
}

const neighbours = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => orderPayload({ id: from + index }));

describe("planIdRanges", () => {
  it.each([
    ["neighbours share a range", [3, 1, 2, 2], [[1, 3]]],
    [
      "a range is at most 250 ids wide",
      [1, 51, 101, 151, 201, 250, 251],
      [
        [1, 250],
        [251, 251],
      ],
    ],
    [
      "a long gap is not fetched",
      [1, 52, 1000],
      [
        [1, 1],
        [52, 52],
        [1000, 1000],
      ],
    ],
    ["nothing asks for nothing", [], []],
  ])("%s", (_title, ids, ranges) => {
    expect(planIdRanges(ids).map(({ minId, maxId }) => [minId, maxId])).toEqual(ranges);
  });
});

describe("fetchOrderFacts", () => {
  it("needs one call for one order without refunds and coupons", async () => {
    const api = await startApi(storeWith(neighbours(1, 100)));
    const found = await fetchOrderFacts(clientFor(api.url), [100]);
    expect(found.get(100)).toMatchObject({
      kind: "found",
      facts: { orderId: 100, lines: [{ paidIncTaxMinor: 6364 }] },
    });
    expect(api.seen.map(({ path }) => path)).toEqual(["v2/orders"]);
    expect(Object.fromEntries(api.seen[0]!.query)).toMatchObject({
      include: "consignments.line_items",
      consignment_structure: "object",
      min_id: "100",
      max_id: "100",
    });
  });

  it("needs at most 0.05 calls an order in a backlog of 1,000 taken a hundred at a time", async () => {
    const api = await startApi(storeWith(neighbours(1_000)));
    for (let from = 1; from <= 1_000; from += 100) {
      const found = await fetchOrderFacts(
        clientFor(api.url),
        neighbours(100, from).map(({ id }) => id),
      );
      expect([...found.values()].every(({ kind }) => kind === "found")).toBe(true);
    }
    expect(api.seen.length / 1_000).toBeLessThanOrEqual(0.05);
  });

  it("asks for refunds once for all orders that may have one, and leaves the others alone", async () => {
    const orders = [
      orderPayload({ id: 1, status_id: 14 }),
      orderPayload({ id: 2, payment_status: "refunded" }),
      orderPayload({ id: 3, lines: [linePayload({ quantity_refunded: 1 })] }),
      orderPayload({ id: 4 }),
      orderPayload({ id: 5 }),
    ];
    const api = await startApi(
      storeWith(orders, {
        refunds: [
          { id: 9, order_id: 1 },
          { id: 10, order_id: 5 },
        ],
      }),
    );
    const found = await fetchOrderFacts(clientFor(api.url), [1, 2, 3, 4, 5], {
      refundedOrderIds: new Set([5]),
    });
    expect(api.seen).toHaveLength(2);
    expect(api.seen[1]!.query.get("order_id:in")).toBe("1,2,3,5");
    const refunds = [...found.values()].map(
      (order) => order.kind === "found" && order.facts.refunds.map((r) => r.refundId),
    );
    expect(refunds).toEqual([[9], [], [], [], [10]]);
  });

  it("tells a missing order from one the list leaves out", async () => {
    const archived = orderPayload({ id: 7, is_deleted: true });
    const api = await startApi(
      storeWith([orderPayload({ id: 5 })], {
        respond: ({ path }) => (path === "v2/orders/7" ? archived : undefined),
      }),
    );
    const found = await fetchOrderFacts(clientFor(api.url), [5, 6, 7]);
    expect(found.get(6)).toEqual({ kind: "missing" });
    expect(found.get(7)).toMatchObject({ kind: "found", facts: { archived: true } });
  });

  it("finds every order although the server cuts pages shorter than asked", async () => {
    const api = await startApi(storeWith(neighbours(120), { pageCap: 50 }));
    const found = await fetchOrderFacts(
      clientFor(api.url),
      neighbours(120).map(({ id }) => id),
    );
    expect([...found.values()].filter(({ kind }) => kind === "found")).toHaveLength(120);
    expect(api.seen.filter(({ path }) => path === "v2/orders")).toHaveLength(3);
  });

  it.each([
    [
      "50 lines, as many as one page holds",
      { lines: Array.from({ length: 50 }, (_, index) => linePayload({ id: index + 1 })) },
    ],
    ["fewer pieces than the order counts", { items_total: 60 }],
    [
      "links instead of lines",
      {
        consignments: { pickups: [], shipping: [], downloads: [{ line_items: { url: "x", resource: "y" } }] },
      },
    ],
    ["no consignments at all", { consignments: undefined }],
    ["consignments of the old structure", { consignments: [{ id: 1 }] }],
  ])("reads all 60 lines when the order comes with %s", async (_title, changes) => {
    const all = Array.from({ length: 60 }, (_, index) => linePayload({ id: index + 1 }));
    const api = await startApi(
      storeWith([orderPayload({ id: 8, ...changes })], {
        respond: ({ path, query }) => {
          if (path !== "v2/orders/8/products") return undefined;
          const page = Number(query.get("page"));
          return all.slice((page - 1) * 50, page * 50);
        },
      }),
    );
    const found = await fetchOrderFacts(clientFor(api.url), [8]);
    expect(found.get(8)).toMatchObject({ kind: "found", facts: { lines: { length: 60 } } });
  });

  it("asks for coupons only when the lines do not account for the discount", async () => {
    const share = { id: "coupon", amount: "5.00", code: "LOY-1", target: "order" };
    const orders = [
      orderPayload({
        id: 1,
        coupon_discount: "5.0000",
        lines: [linePayload({ applied_discounts: [share] })],
      }),
      orderPayload({ id: 2, coupon_discount: "5.0000" }),
    ];
    const respond = ({ path }: SeenRequest) =>
      path === "v2/orders/2/coupons" ? [{ code: "loy-2", discount: 5 }] : undefined;
    const api = await startApi(storeWith(orders, { respond }));
    const found = await fetchOrderFacts(clientFor(api.url), [1, 2]);
    expect(found.get(1)).toMatchObject({ facts: { coupons: [{ code: "LOY-1", discountMinor: 500 }] } });
    expect(found.get(2)).toMatchObject({ facts: { coupons: [{ code: "LOY-2", discountMinor: 500 }] } });
    expect(api.seen.map(({ path }) => path)).toEqual(["v2/orders", "v2/orders/2/coupons"]);
  });

  it("does not let one unreadable order hold up the others", async () => {
    const api = await startApi(
      storeWith([
        orderPayload({ id: 1, total_inc_tax: "many" }),
        orderPayload({ id: 2 }),
        orderPayload({ id: 3, date_created: "soon" }),
      ]),
    );
    const found = await fetchOrderFacts(clientFor(api.url), [1, 2, 3]);
    expect([...found].map(([id, { kind }]) => [id, kind])).toEqual([
      [1, "unreadable"],
      [2, "found"],
      [3, "unreadable"],
    ]);
  });

  it("does not let an unreadable line or an unknown kind of refund hold up the others", async () => {
    const strange = { id: 9, order_id: 3, items: [{ item_type: "TELEPORT", item_id: 1 }] };
    const orders = [
      orderPayload({ id: 1, lines: [linePayload({ total_inc_tax: "much" })] }),
      orderPayload({ id: 2 }),
      orderPayload({ id: 3, status_id: 14 }),
    ];
    const respond = ({ path }: SeenRequest) =>
      path === "v2/orders/1/products" ? [linePayload({ total_inc_tax: "much" })] : undefined;
    const api = await startApi(storeWith(orders, { refunds: [strange], respond }));
    const found = await fetchOrderFacts(clientFor(api.url), [1, 2, 3]);
    expect([...found].map(([id, { kind }]) => [id, kind])).toEqual([
      [1, "unreadable"],
      [2, "found"],
      [3, "unreadable"],
    ]);
  });

  it("fails as a whole when a call fails: half an answer would read as missing orders", async () => {
    const api = await startApi(({ path }, response) => {
      if (path === "v2/orders") sendJson(response, [orderPayload({ id: 1, status_id: 14 })]);
      else response.writeHead(500).end();
    });
    await expect(fetchOrderFacts(clientFor(api.url), [1])).rejects.toMatchObject({ kind: "server" });
  });

  it("fills categories, brands and customer groups only when asked, in one call each", async () => {
    const respond = ({ path }: SeenRequest) => {
      if (path === "v3/catalog/products")
        return { data: [{ id: 77, categories: [23, 24], brand_id: 0 }], meta: {} };
      if (path === "v3/customers")
        return { data: [{ id: 20, email: "A@B.C", customer_group_id: 6 }], meta: {} };
      return undefined;
    };
    const api = await startApi(storeWith(neighbours(3), { respond }));
    const found = await fetchOrderFacts(clientFor(api.url), [1, 2, 3], {
      withProducts: true,
      withCustomerGroups: true,
    });
    expect(found.get(2)).toMatchObject({
      facts: { customerGroupId: 6, lines: [{ categoryIds: [23, 24], brandId: null }] },
    });
    expect(api.seen).toHaveLength(3);
  });

  it("counts in the decimal places the store configured", async () => {
    const api = await startApi(
      storeWith([orderPayload({ id: 1, default_currency_code: "JPY", total_inc_tax: "1500.0000" })]),
    );
    const found = await fetchOrderFacts(clientFor(api.url), [1]);
    expect(found.get(1)).toMatchObject({
      facts: { currency: "JPY", decimalPlaces: 0, totalIncTaxMinor: 1500 },
    });
  });
});
