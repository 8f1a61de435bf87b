import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { orderTotals, refundedAmount } from "@/test/sandbox/state/order-totals";

describe("the sandbox's sums", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({
      stores: [
        { hash: "exclusive", settings: { taxPercent: 8.25 } },
        { hash: "inclusive", settings: { taxPercent: 19, pricesIncludeTax: true, currency: "EUR" } },
        { hash: "yen", settings: { taxPercent: 10, currency: "JPY", decimalPlaces: 0 } },
        { hash: "dinar", settings: { taxPercent: 5, currency: "KWD", decimalPlaces: 3 } },
      ],
    });
  });
  afterAll(() => sandbox.stop());

  const awkward = ["0.01", "0.99", "3.33", "12.35", "19.99", "250"];

  test.each(["exclusive", "inclusive", "yen", "dinar"])("add up in a store like %s", (hash) => {
    for (const [index, first] of awkward.entries()) {
      for (const second of awkward) {
        const lines = [
          { price: first, quantity: 1 + index },
          { price: second, quantity: 3 },
        ];
        const order = sandbox.store(hash).placeOrder({ lines, discount: "2", shipping: "4.90" });
        const totals = orderTotals(order);
        const sum = (pick: (line: (typeof order.lines)[number]) => number) =>
          order.lines.reduce((total, line) => total + pick(line), 0);
        expect(totals.totalInc).toBe(sum((line) => line.paidInc) + order.shippingInc);
        expect(totals.totalTax).toBe(totals.totalInc - totals.totalEx);
        for (const line of order.lines) {
          expect(line.paidInc).toBeLessThanOrEqual(line.totalInc);
          expect(line.paidEx).toBeLessThanOrEqual(line.paidInc);
          expect(line.paidEx).toBeGreaterThanOrEqual(0);
        }
        const entered = sum((line) => (order.pricesIncludeTax ? line.totalInc : line.totalEx));
        const kept = sum((line) => (order.pricesIncludeTax ? line.paidInc : line.paidEx));
        expect(entered - kept).toBe(order.discount);
        const named = order.lines
          .flatMap((line) => line.discounts)
          .reduce((total, one) => total + one.amount, 0);
        expect(named).toBe(order.discount);
      }
    }
  });

  test("refunds by piece give back exactly what was paid, whatever the rounding", () => {
    const store = sandbox.store("exclusive");
    const order = store.placeOrder({
      lines: [{ price: "3.33", quantity: 7 }],
      discount: "1.00",
      shipping: "4.90",
    });
    const lineId = order.lines[0]?.id ?? 0;
    for (let piece = 0; piece < 7; piece += 1) store.refund(order.id, { items: [{ lineId, quantity: 1 }] });
    expect(refundedAmount(store.state, order.id)).toBe(order.lines[0]?.paidInc);
    expect(order.statusId).toBe(14);
    store.refund(order.id, { shipping: true });
    expect(order.statusId).toBe(4);
    expect(() => store.refund(order.id, { amount: "0.01" })).toThrow("exceeds");
  });

  test("a declined refund gives nothing back, now or later", () => {
    const store = sandbox.store("exclusive");
    const order = store.placeOrder({ lines: [{ price: "10.00", quantity: 2 }] });
    store.refund(order.id, { amount: "5.00", declined: true });
    expect(order.statusId).toBe(10);
    const lineId = order.lines[0]?.id ?? 0;
    const refund = store.refund(order.id, { items: [{ lineId, quantity: 1 }] });
    store.declineRefund(refund.id);
    expect(refundedAmount(store.state, order.id)).toBe(0);
    expect(order.lines[0]?.quantityRefunded).toBe(0);
  });
});
