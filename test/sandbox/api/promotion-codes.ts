import { randomInt } from "node:crypto";
import { bodyObject, type Call, idParam, type Route, readScopes, route } from "../http/call";
import { idsIn } from "../http/filters";
import { cursorReply } from "../http/paging";
import { Problem } from "../http/problem";
import { created, noContent } from "../http/reply";
import { nextId } from "../state/create-store";
import { isoOffset } from "../state/format";
import type { PromotionCode, StoreState } from "../state/types";
import { promotionOf } from "./promotions";

const read = readScopes("store_v2_marketing");
const write = ["store_v2_marketing"];
const codeLengthMax = 50;
const batchMax = 250;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

export const promotionCodeRoutes: Route[] = [
  route("GET", "/v3/promotions/codes", read, ({ store, query }) => {
    const wanted = query.get("code")?.toUpperCase();
    if (!wanted) throw new Problem(422, "code: can't be blank", {}, "error-list");
    const rows = [...store.codes.values()].filter((code) => code.code.toUpperCase() === wanted);
    return cursorReply(rows, query, codeView);
  }),
  route("GET", "/v3/promotions/:promotionId/codes", read, (call) => {
    const { id } = promotionOf(call);
    const wanted = call.query.get("code")?.toUpperCase();
    const rows = [...call.store.codes.values()].filter(
      (code) => code.promotionId === id && (!wanted || code.code.toUpperCase() === wanted),
    );
    return cursorReply(rows, call.query, codeView);
  }),
  route("POST", "/v3/promotions/:promotionId/codes", write, (call) => {
    const { id, document } = promotionOf(call);
    if (document.redemption_type !== "COUPON") {
      throw new Problem(422, "promotion: is not redeemed by coupon", {}, "error-list");
    }
    const input = bodyObject(call);
    const code = String(input.code ?? "");
    if (!/^[A-Za-z0-9_ -]+$/.test(code) || code.length > codeLengthMax) {
      throw new Problem(422, "code: is invalid", {}, "error-list");
    }
    if (isTaken(call.store, code)) throw new Problem(422, "code: has already been taken", {}, "error-list");
    const entry = addCode(
      call,
      id,
      code,
      Number(input.max_uses ?? 0),
      Number(input.max_uses_per_customer ?? 0),
    );
    return created({ data: codeView(entry), meta: {} });
  }),
  route("POST", "/v3/promotions/:promotionId/codegen", write, (call) => {
    const { id, document } = promotionOf(call);
    if (document.coupon_type !== "BULK") {
      throw new Problem(405, "Codes can be generated for bulk promotions only", {}, "error-list");
    }
    const input = bodyObject(call);
    const size = Number(input.batch_size);
    const length = Number(input.code_length ?? 10);
    if (!(size >= 1 && size <= batchMax && length >= 6 && length <= 16)) {
      throw new Problem(422, "batch_size: is invalid", {}, "error-list");
    }
    const uses = Number(input.max_uses ?? 1);
    const perCustomer = Number(input.max_uses_per_customer ?? 1);
    const parts = (text: string) => [input.prefix, text, input.suffix].filter(Boolean);
    const codes = Array.from({ length: size }, () => {
      const text = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
      return addCode(call, id, parts(text).join(String(input.delimiter ?? "")), uses, perCustomer);
    });
    return created({
      data: {
        created: isoOffset(call.world.now()),
        max_uses: uses,
        max_uses_per_customer: perCustomer,
        batch_size: size,
        codes: codes.map(({ code }) => ({ code })),
      },
      meta: {},
    });
  }),
  route("DELETE", "/v3/promotions/:promotionId/codes/:codeId", write, (call) => {
    deleteCode(call, idParam(call, "promotionId"), idParam(call, "codeId"));
    return noContent();
  }),
  route("DELETE", "/v3/promotions/:promotionId/codes", write, (call) => {
    const ids = idsIn(call.query, "id:in");
    if (!ids || ids.size > batchMax) throw new Problem(422, "id:in: is invalid", {}, "error-list");
    for (const id of ids) deleteCode(call, idParam(call, "promotionId"), id);
    return noContent();
  }),
];

function addCode(
  call: Call,
  promotionId: number,
  code: string,
  maxUses: number,
  perCustomer: number,
): PromotionCode {
  const entry: PromotionCode = {
    id: nextId(call.store, "code"),
    promotionId,
    code,
    maxUses,
    maxUsesPerCustomer: perCustomer,
    currentUses: 0,
    createdAt: call.world.now(),
  };
  call.store.codes.set(entry.id, entry);
  call.world.changed();
  return entry;
}

/** Deleting a missing code is 204, too. */
function deleteCode(call: Call, promotionId: number, codeId: number): void {
  if (call.store.codes.get(codeId)?.promotionId !== promotionId) return;
  call.store.codes.delete(codeId);
  call.world.changed();
}

/** Codes are unique in the store whatever their case, v2 coupons included. */
function isTaken(store: StoreState, code: string): boolean {
  const wanted = code.toUpperCase();
  for (const entry of store.codes.values()) if (entry.code.toUpperCase() === wanted) return true;
  for (const coupon of store.coupons.values()) {
    if (String(coupon.document.code).toUpperCase() === wanted) return true;
  }
  return false;
}

function codeView(code: PromotionCode): object {
  return {
    id: code.id,
    code: code.code,
    current_uses: code.currentUses,
    max_uses: code.maxUses,
    max_uses_per_customer: code.maxUsesPerCustomer,
    created: isoOffset(code.createdAt),
  };
}
