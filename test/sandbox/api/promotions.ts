import { bodyObject, type Call, idParam, notFound, type Route, readScopes, route } from "../http/call";
import { idsIn } from "../http/filters";
import { pagedReply } from "../http/paging";
import { Problem } from "../http/problem";
import { created, data, noContent, ok } from "../http/reply";
import { nextId } from "../state/create-store";
import { isoOffset } from "../state/format";
import { isSpent } from "../state/resolve-coupon";
import type { Document, Promotion } from "../state/types";

const read = readScopes("store_v2_marketing");
const write = ["store_v2_marketing"];

export const promotionRoutes: Route[] = [
  route("GET", "/v3/promotions", read, ({ store, query, world }) => {
    const name = query.get("name");
    const type = query.get("redemption_type")?.toUpperCase();
    const currency = query.get("currency_code");
    const code = query.get("code")?.toUpperCase();
    const withCode = new Set(
      code
        ? [...store.codes.values()]
            .filter((one) => one.code.toUpperCase() === code)
            .map((one) => one.promotionId)
        : [],
    );
    const rows = [...store.promotions.values()].filter(
      ({ id, document }) =>
        (!query.has("id") || id === Number(query.get("id"))) &&
        (name === null || document.name === name) &&
        (!type || document.redemption_type === type) &&
        (currency === null || document.currency_code === currency) &&
        (!code || withCode.has(id)) &&
        (!query.has("status") || document.status === query.get("status")) &&
        (!query.has("query") || String(document.name).includes(query.get("query") ?? "")),
    );
    return pagedReply(rows, query, (promotion) => promotionView(promotion, world.now()));
  }),
  route("POST", "/v3/promotions", write, (call) => {
    const { store, world } = call;
    const input = bodyObject(call);
    checkPromotion(call, input);
    checkSent(call, input);
    const promotion: Promotion = {
      id: nextId(store, "promotion"),
      currentUses: 0,
      document: {
        channels: [],
        customer: { group_ids: [], minimum_order_count: 0, excluded_group_ids: [] },
        status: "ENABLED",
        max_uses: null,
        created_from: "api",
        start_date: isoOffset(world.now()),
        stop: false,
        can_be_used_with_other_promotions: false,
        coupon_overrides_other_promotions: false,
        currency_code: store.settings.currency,
        notifications: [],
        ...(input.redemption_type === "COUPON" ? { coupon_type: "SINGLE" } : {}),
        ...input,
      },
    };
    store.promotions.set(promotion.id, promotion);
    world.changed();
    return created({ data: promotionView(promotion, world.now()), meta: {} });
  }),
  route("DELETE", "/v3/promotions", write, (call) => {
    const ids = idsIn(call.query, "id:in");
    if (!ids) throw new Problem(422, "id:in is required", {}, "error-list");
    for (const id of ids) deletePromotion(call, id);
    return noContent();
  }),
  route("GET", "/v3/promotions/settings", read, ({ store }) =>
    ok({
      promotions_apply_on_products_with_custom_product_price: false,
      promotions_triggered_by_products_with_zero_product_price: false,
      number_of_coupons_allowed_at_checkout: store.settings.couponsAtCheckout,
      promotions_applied_on_original_product_price: false,
    }),
  ),
  route("GET", "/v3/promotions/:promotionId", read, (call) =>
    data(promotionView(promotionOf(call), call.world.now())),
  ),
  route("PUT", "/v3/promotions/:promotionId", write, (call) => {
    const promotion = promotionOf(call);
    const change = bodyObject(call);
    if (change.redemption_type && change.redemption_type !== promotion.document.redemption_type) {
      throw new Problem(422, "redemption_type cannot be changed", {}, "error-list");
    }
    checkPromotion(call, { ...promotion.document, ...change });
    checkSent(call, change);
    // To override others means nothing to one that stands beside them.
    const isCombined = change.can_be_used_with_other_promotions === true;
    const combined = isCombined ? { coupon_overrides_other_promotions: false } : {};
    const customer = { ...(promotion.document.customer as object), ...(change.customer as object) };
    const kept = { ...combined, customer, ...keptInvalid(promotion, change) };
    promotion.document = { ...promotion.document, ...change, ...kept };
    call.world.changed();
    return data(promotionView(promotion, call.world.now()));
  }),
  route("DELETE", "/v3/promotions/:promotionId", write, (call) => {
    deletePromotion(call, idParam(call, "promotionId"));
    return noContent();
  }),
];

export function promotionOf(call: Call): Promotion {
  return call.store.promotions.get(idParam(call, "promotionId")) ?? notFound();
}

function deletePromotion(call: Call, id: number): void {
  const coded = [...call.store.codes.values()].some((code) => code.promotionId === id);
  if (coded) {
    throw new Problem(
      422,
      `${id}.code: Promotion can't be deleted, some relating codes are still present`,
      {},
      "error-list",
    );
  }
  call.store.promotions.delete(id);
  call.world.changed();
}

function checkPromotion(call: Call, document: Document): void {
  const refuse = (title: string): never => {
    throw new Problem(422, title, {}, "error-list");
  };
  const rules = Array.isArray(document.rules) ? (document.rules as Document[]) : [];
  if (typeof document.name !== "string" || !document.name) refuse("name: can't be blank");
  if (rules.length === 0) refuse("rules: can't be blank");
  if (!["COUPON", "AUTOMATIC"].includes(String(document.redemption_type)))
    refuse("redemption_type: is invalid");
  const currency = String(document.currency_code ?? call.store.settings.currency);
  const fixed = JSON.stringify(rules).includes('"fixed_amount"');
  if (currency === "*" && fixed) refuse("currency_code: fixed amounts need one currency");
  if (currency !== "*" && !call.store.currencies.some((entry) => entry.code === currency)) {
    refuse("currency_code: is not a transactional currency of the store");
  }
}

/** What depends on what this call says, not on what was there before. */
function checkSent({ store }: Call, sent: Document): void {
  const refuse = (title: string): never => {
    throw new Problem(422, title, {}, "error-list");
  };
  if (sent.can_be_used_with_other_promotions === true && "coupon_overrides_other_promotions" in sent) {
    refuse("coupon_overrides_other_promotions: cannot be set when promotions can be combined");
  }
  const channels = Array.isArray(sent.channels) ? (sent.channels as Document[]) : [];
  if (!channels.every(({ id }) => store.channels.some((channel) => channel.id === id))) {
    refuse("channels: is invalid");
  }
}

/** INVALID cannot be told away: only other rules make it valid again. */
function keptInvalid({ document }: Promotion, change: Document): { status?: string } {
  const areSame = JSON.stringify(change.rules ?? document.rules) === JSON.stringify(document.rules);
  return document.status === "INVALID" && areSame ? { status: "INVALID" } : {};
}

function promotionView(promotion: Promotion, now: number): object {
  // What is null is left out, as in the official description.
  const stated = Object.entries(promotion.document).filter(([, value]) => value !== null);
  const { max_uses, ...document }: Document = Object.fromEntries(stated);
  const ended = typeof document.end_date === "string" && Date.parse(document.end_date) < now;
  return {
    id: promotion.id,
    ...document,
    // A spent promotion answers DISABLED, whatever it was told.
    status: ended || isSpent(promotion) ? "DISABLED" : document.status,
    ...(max_uses === undefined ? {} : { max_uses }),
    current_uses: promotion.currentUses,
  };
}
