import { bodyObject, idParam, notFound, type Route, readScopes, route } from "../http/call";
import { idsIn } from "../http/filters";
import { pageRows } from "../http/paging";
import { Problem } from "../http/problem";
import { created, noContent, ok, v2List } from "../http/reply";
import { nextId } from "../state/create-store";
import { rfc2822 } from "../state/format";
import type { Coupon, Document, StoreState } from "../state/types";

const read = readScopes("store_v2_marketing");
const write = ["store_v2_marketing"];
const required = ["name", "code", "type", "amount", "applies_to"];

export const couponRoutes: Route[] = [
  route("GET", "/v2/coupons", read, ({ store, query }) => {
    const equal = (field: string) => (coupon: Coupon) =>
      !query.has(field) || String(coupon.document[field]) === query.get(field);
    const tests = ["code", "name", "type"].map(equal);
    const rows = [...store.coupons.values()].filter(
      (coupon) =>
        tests.every((test) => test(coupon)) &&
        (!query.has("min_id") || coupon.id >= Number(query.get("min_id"))) &&
        (!query.has("exclude_type") || coupon.document.type !== query.get("exclude_type")),
    );
    return v2List(pageRows(rows, query).map(couponView));
  }),
  route("POST", "/v2/coupons", write, (call) => {
    const input = bodyObject(call);
    for (const field of required) {
      if (input[field] === undefined)
        throw new Problem(400, `The required field '${field}' was not supplied.`);
    }
    refuseDuplicate(call.store, input, null);
    const coupon: Coupon = {
      id: nextId(call.store, "coupon"),
      document: input,
      numUses: 0,
      createdAt: call.world.now(),
    };
    call.store.coupons.set(coupon.id, coupon);
    call.world.changed();
    return created(couponView(coupon));
  }),
  route("PUT", "/v2/coupons/:couponId", write, (call) => {
    const coupon = call.store.coupons.get(idParam(call, "couponId")) ?? notFound();
    const change = bodyObject(call);
    refuseDuplicate(call.store, change, coupon);
    // A PUT without applies_to clears it, as at BigCommerce.
    coupon.document = { ...coupon.document, applies_to: { entity: "categories", ids: [] }, ...change };
    call.world.changed();
    return ok(couponView(coupon));
  }),
  route("DELETE", "/v2/coupons/:couponId", write, (call) => {
    call.store.coupons.delete(idParam(call, "couponId"));
    call.world.changed();
    return noContent();
  }),
  route("DELETE", "/v2/coupons", write, (call) => {
    const ids = idsIn(call.query, "id:in") ?? new Set(call.store.coupons.keys());
    for (const id of ids) call.store.coupons.delete(id);
    call.world.changed();
    return noContent();
  }),
];

function refuseDuplicate(store: StoreState, input: Document, self: Coupon | null): void {
  const same = (one: unknown, other: unknown) => String(one).toUpperCase() === String(other).toUpperCase();
  const codes = [...store.codes.values()].map((code) => code.code);
  for (const coupon of store.coupons.values()) {
    if (coupon === self) continue;
    codes.push(String(coupon.document.code));
    if (input.name !== undefined && same(coupon.document.name, input.name)) {
      throw new Problem(409, "A coupon with the same name already exists.");
    }
  }
  if (input.code !== undefined && codes.some((code) => same(code, input.code))) {
    throw new Problem(409, "A coupon with the same code already exists.");
  }
}

function couponView(coupon: Coupon): object {
  return {
    id: coupon.id,
    date_created: rfc2822(coupon.createdAt),
    num_uses: coupon.numUses,
    min_purchase: "0.0000",
    expires: "",
    enabled: true,
    max_uses: 0,
    max_uses_per_customer: 0,
    restricted_to: {},
    shipping_methods: [],
    ...coupon.document,
  };
}
