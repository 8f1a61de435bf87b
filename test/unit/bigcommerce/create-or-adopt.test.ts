import { describe, expect, it } from "vitest";
import { ensureCoupon } from "@/lib/bigcommerce/coupons";
import { createHook, ensureHooks } from "@/lib/bigcommerce/hooks";
import { ensureCode, ensureCouponPromotion } from "@/lib/bigcommerce/promotions";
import { ensureScript } from "@/lib/bigcommerce/scripts";
import { clientFor, type Handler, sendJson, startApi } from "./support/fake-api";

type Row = Record<string, unknown> & { id: number };

/**
 * A resource that keeps what is posted to it. `loseAnswers` carries the first creates out and drops their answers;
 * `drop` does not even carry them out.
 */
function keeper(options: { rows?: Row[]; loseAnswers?: number; drop?: number; refuse?: boolean } = {}) {
  const rows: Row[] = options.rows ?? [];
  let toLose = options.loseAnswers ?? 0;
  let toDrop = options.drop ?? 0;
  const handler: Handler = ({ method, path, body, query }, response) => {
    if (method === "GET") {
      const code = query.get("code");
      const found = code ? rows.filter((row) => row.code === code) : rows;
      return sendJson(response, path.startsWith("v2/") ? found : { data: found, meta: {} });
    }
    if (method === "PUT") {
      const row = rows.find(({ id, uuid }) => path.endsWith(`/${id}`) || path.endsWith(`/${uuid}`));
      return sendJson(response, { data: Object.assign(row ?? {}, JSON.parse(body)) });
    }
    if (options.refuse) return sendJson(response, { status: 422, title: "The code is taken" }, 422);
    if (toDrop > 0) {
      toDrop -= 1;
      response.socket?.resetAndDestroy();
      return;
    }
    const row = {
      id: rows.length + 1,
      uuid: `0000000${rows.length}-0000-4000-8000-000000000000`,
      current_uses: 0,
      ...JSON.parse(body),
    };
    rows.push(row);
    if (toLose > 0) {
      toLose -= 1;
      response.socket?.resetAndDestroy();
      return;
    }
    sendJson(response, path.startsWith("v2/") ? row : { data: row });
  };
  return { rows, handler };
}

const posts = (seen: { method: string }[]) => seen.filter(({ method }) => method === "POST").length;

describe("creating at an API without idempotency keys", () => {
  it("adopts what a create left behind whose answer was lost", async () => {
    const { rows, handler } = keeper({ loseAnswers: 1 });
    const api = await startApi(handler);
    const { value, outcome } = await ensureCode(clientFor(api.url), {
      promotionId: 3,
      code: "LOY-1",
      isFirstTry: true,
    });
    expect([value.code, outcome, rows.length, posts(api.seen)]).toEqual(["LOY-1", "adopted", 1, 1]);
  });

  it("creates again only after a look-up found nothing", async () => {
    const { rows, handler } = keeper({ drop: 2 });
    const api = await startApi(handler);
    const { outcome } = await ensureCode(clientFor(api.url), {
      promotionId: 3,
      code: "LOY-1",
      isFirstTry: true,
    });
    expect([outcome, rows.length]).toEqual(["created", 1]);
    expect(api.seen.map(({ method }) => method)).toEqual(["POST", "GET", "POST", "GET", "POST"]);
  });

  it("looks first when an earlier run may have created it", async () => {
    const { handler } = keeper({ rows: [{ id: 5, code: "LOY-1", current_uses: 0 }] });
    const api = await startApi(handler);
    const { value, outcome } = await ensureCode(clientFor(api.url), {
      promotionId: 3,
      code: "LOY-1",
      isFirstTry: false,
    });
    expect([value.id, outcome, posts(api.seen)]).toEqual([5, "adopted", 0]);
  });

  it("reports a refusal when the look-up finds nothing of ours", async () => {
    const { handler } = keeper({ refuse: true });
    const api = await startApi(handler);
    const attempt = ensureCode(clientFor(api.url), { promotionId: 3, code: "LOY-1", isFirstTry: true });
    await expect(attempt).rejects.toMatchObject({ kind: "validation" });
    expect(posts(api.seen)).toBe(1);
  });

  it("gives up after three creates that all vanished", async () => {
    const { handler } = keeper({ drop: 9 });
    const api = await startApi(handler);
    const attempt = ensureCode(clientFor(api.url), { promotionId: 3, code: "LOY-1", isFirstTry: true });
    await expect(attempt).rejects.toMatchObject({ kind: "network" });
    expect(posts(api.seen)).toBe(3);
  });

  it("makes a code that works once, since BigCommerce's default is without limit", async () => {
    const { rows, handler } = keeper();
    const api = await startApi(handler);
    await ensureCode(clientFor(api.url), { promotionId: 3, code: "LOY-1", isFirstTry: true });
    expect(rows[0]).toMatchObject({ code: "LOY-1", max_uses: 1, max_uses_per_customer: 1 });
    expect(api.seen[0]!.path).toBe("v3/promotions/3/codes");
  });

  it("makes one promotion for a name, without a use limit of its own", async () => {
    const { rows, handler } = keeper();
    const api = await startApi(handler);
    const input = {
      name: "Laurel · $5 off · USD · #1",
      currency: "USD",
      channelIds: [1],
      rules: [{ action: {} }],
    };
    await ensureCouponPromotion(clientFor(api.url), input);
    await ensureCouponPromotion(clientFor(api.url), input);
    expect(rows).toEqual([
      expect.objectContaining({
        name: input.name,
        redemption_type: "COUPON",
        currency_code: "USD",
        channels: [{ id: 1 }],
      }),
    ]);
    expect(rows[0]).not.toHaveProperty("max_uses");
  });

  it("makes a v2 coupon for everything in the store, with its expiry in the form v2 reads", async () => {
    const { rows, handler } = keeper({ loseAnswers: 1 });
    const api = await startApi(handler);
    const { outcome } = await ensureCoupon(clientFor(api.url), {
      name: "Laurel LOY-1",
      code: "LOY-1",
      type: "per_total_discount",
      amount: "5.00",
      minimumPurchase: "25.00",
      expiresAt: new Date("2026-12-31T00:00:00Z"),
      isFirstTry: true,
    });
    expect(outcome).toBe("adopted");
    expect(rows).toEqual([
      expect.objectContaining({
        amount: "5.00",
        min_purchase: "25.00",
        expires: "Thu, 31 Dec 2026 00:00:00 +0000",
        applies_to: { entity: "categories", ids: [0] },
        max_uses: 1,
      }),
    ]);
  });
});

describe("ensureHooks", () => {
  const wanted = {
    scopes: ["store/order/created", "store/order/updated", "store/customer/created"],
    destination: "https://app.example/api/webhooks/bigcommerce",
    headers: { "X-Laurel-Secret": "new" },
  };
  const hook = (id: number, scope: string, changes: Record<string, unknown> = {}) => ({
    id,
    scope,
    destination: wanted.destination,
    is_active: true,
    headers: { "x-laurel-secret": "new" },
    ...changes,
  });

  it("creates what is missing, repairs what is off or carries an old secret, and leaves the rest", async () => {
    const { rows, handler } = keeper({
      rows: [
        hook(1, "store/order/created", { is_active: false }),
        hook(2, "store/order/updated", { headers: { "X-Laurel-Secret": "old" } }),
        hook(3, "store/customer/created", { destination: "https://old.example/" }),
      ],
    });
    const api = await startApi(handler);
    const client = clientFor(api.url);
    expect(await ensureHooks(client, wanted)).toEqual({
      created: ["store/customer/created"],
      repaired: ["store/order/created", "store/order/updated"],
      unchanged: [],
    });
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({ is_active: true });
    expect(await ensureHooks(client, wanted)).toEqual({
      created: [],
      repaired: [],
      unchanged: wanted.scopes,
    });
  });

  it("does not subscribe twice when the answer of a create was lost", async () => {
    const { rows, handler } = keeper({ loseAnswers: 1 });
    const api = await startApi(handler);
    const created = await createHook(clientFor(api.url), {
      scope: "store/order/created",
      destination: "https://a.b/",
      headers: {},
    });
    expect([created.id, rows.length, created.isActive]).toEqual([1, 1, true]);
  });
});

describe("ensureScript", () => {
  const input = {
    name: "Laurel",
    description: "Points and rewards",
    src: "https://app.example/widget.js?store=abc123&channel=1",
    channelId: 1,
  };

  it("is one script on the channel, loaded late, removed with the app", async () => {
    const { rows, handler } = keeper({ loseAnswers: 1 });
    const api = await startApi(handler);
    const client = clientFor(api.url);
    expect((await ensureScript(client, input)).outcome).toBe("created");
    expect((await ensureScript(client, input)).outcome).toBe("unchanged");
    expect(rows).toEqual([
      expect.objectContaining({
        kind: "src",
        load_method: "defer",
        location: "footer",
        visibility: "storefront",
        auto_uninstall: true,
        consent_category: "functional",
        channel_id: 1,
      }),
    ]);
  });

  it("corrects the address and keeps what the merchant chose", async () => {
    const { rows, handler } = keeper();
    const api = await startApi(handler);
    const client = clientFor(api.url);
    await ensureScript(client, input);
    Object.assign(rows[0]!, { enabled: false, consent_category: "targeting" });
    const { script, outcome } = await ensureScript(client, {
      ...input,
      src: "https://new.example/widget.js",
    });
    expect([outcome, script.src]).toEqual(["updated", "https://new.example/widget.js"]);
    expect(rows).toEqual([expect.objectContaining({ enabled: false, consent_category: "targeting" })]);
  });
});
