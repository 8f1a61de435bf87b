import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { mapOrder } from "@/lib/bigcommerce/map/order";
import { includedLines } from "@/lib/bigcommerce/plan-order-fetch";
import { orderCouponSchema, orderLineSchema, orderSchema } from "@/lib/bigcommerce/schemas/order";
import { refundSchema } from "@/lib/bigcommerce/schemas/refund";

/** BigCommerce's own OpenAPI files, laid beside the project; read when they are there, never copied. */
const specs = ["../shared/bigcommerce/specs", "shared/bigcommerce/specs"]
  .map((path) => resolve(path))
  .find((path) => existsSync(path));

type Spec = {
  components: {
    responses: Record<string, { content: Record<string, { examples: Record<string, { value: unknown }> }> }>;
    schemas: Record<string, Record<string, unknown>>;
  };
};

function examplesOf(file: string, response: string): unknown[] {
  const spec = parse(readFileSync(join(specs ?? "", file), "utf8")) as Spec;
  const examples = spec.components.responses[response]?.content["application/json"]?.examples ?? {};
  return Object.values(examples).flatMap(({ value }) => (Array.isArray(value) ? value : [value]));
}

describe.skipIf(!specs)(
  `official samples${specs ? "" : " (skipped: the OpenAPI files are not beside the project)"}`,
  () => {
    it("reads every order BigCommerce shows", () => {
      const orders = [
        ...examplesOf("orders.v2.oas2.yml", "orderCollection_Resp"),
        ...examplesOf("orders.v2.oas2.yml", "order_Resp"),
      ];
      expect(orders.length).toBeGreaterThanOrEqual(3);
      const facts = orders.map((payload) => {
        const order = orderSchema.parse(payload);
        return mapOrder({
          order,
          lines: includedLines(order) ?? [],
          refunds: [],
          coupons: [],
          decimalPlaces: 2,
        });
      });
      expect(facts[0]).toMatchObject({
        orderId: 100,
        customerId: 20,
        statusId: 11,
        createdAt: "2018-01-10T21:05:30.000Z",
        totalIncTaxMinor: 36195,
        externalSource: "POS",
        source: "manual",
      });
    });

    it("reads every line BigCommerce shows, with the amount the shopper paid", () => {
      const lines = [
        ...examplesOf("orders.v2.oas2.yml", "orderProductsCollection_Resp"),
        ...examplesOf("orders.v2.oas2.yml", "orderProductLineItem_Resp"),
      ].map((line) => orderLineSchema.parse(line));
      const order = orderSchema.parse(examplesOf("orders.v2.oas2.yml", "orderCollection_Resp")[0]);
      const facts = mapOrder({
        order,
        lines: lines.slice(0, 2),
        refunds: [],
        coupons: null,
        decimalPlaces: 2,
      });
      expect(
        facts.lines.map((line) => [
          line.lineId,
          line.paidIncTaxMinor,
          line.totalExTaxMinor,
          line.parentLineId,
        ]),
      ).toEqual([
        [65, 6364, 5599, null],
        [66, 0, 0, 65],
      ]);
    });

    it("reads the coupon and the refund BigCommerce shows", () => {
      const coupon = examplesOf("orders.v2.oas2.yml", "orderCouponsCollection_Resp")[0];
      expect(orderCouponSchema.parse(coupon)).toMatchObject({ code: "S2549JM0Y", discount: 5 });
      const spec = parse(readFileSync(join(specs ?? "", "orders.v3.yml"), "utf8")) as Spec;
      const sample = spec.components.schemas.RefundID_Get?.["x-examples"] as { Example: { data: unknown } };
      expect(refundSchema.parse(sample.Example.data)).toMatchObject({
        id: 12,
        order_id: 180,
        total_amount: 50,
        total_tax: 5,
      });
    });
  },
);
