import { evaluateOrder } from "@/lib/loyalty/evaluate-order";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { parseProgram } from "@/lib/schemas/program";
import { lineRefund, orderFacts, orderLine } from "@/test/factories/order-facts";
import { type BenchRow, median } from "./bench-row";

const ordersPerSecondMin = 200_000;
const distinct = 1000;
const rounds = 5;
const perRound = 200_000;

/** Orders decided a second in one process: one to four lines, every fifth refunded in part. */
export default async function bench(): Promise<BenchRow[]> {
  const document = parseProgram({});
  const orders = Array.from({ length: distinct }, (_, index) => makeOrder(index + 1));
  decideAll(orders, document, 50_000);
  const rates = Array.from({ length: rounds }, () => decideAll(orders, document, perRound));
  const value = median(rates);
  return [
    {
      row: "evaluate an order, with its explanation",
      value,
      unit: "orders/s",
      aim: `≥ ${ordersPerSecondMin.toLocaleString("en")} in one process`,
      met: value >= ordersPerSecondMin,
    },
  ];
}

function makeOrder(orderId: number): OrderFacts {
  const lines = Array.from({ length: 1 + (orderId % 4) }, (_, index) =>
    orderLine({
      lineId: orderId * 10 + index,
      quantity: 2,
      paidIncTaxMinor: 1000 + ((orderId * 37 + index * 911) % 9000),
      totalIncTaxMinor: 12_000,
      totalExTaxMinor: 10_000,
    }),
  );
  const refunds =
    orderId % 5 === 0 ? [lineRefund(1, { lineId: orderId * 10, quantity: 1, amountMinor: 700 })] : [];
  return orderFacts({ orderId, lines, refunds });
}

function decideAll(orders: OrderFacts[], document: ReturnType<typeof parseProgram>, count: number): number {
  const context = {
    now: "2026-11-24T12:00:00.000Z",
    customerState: "member" as const,
    timeZone: "UTC",
    vip: null,
    isFirstOrder: false,
  };
  let points = 0;
  const startedAt = performance.now();
  for (let index = 0; index < count; index += 1) {
    const facts = orders[index % orders.length] as OrderFacts;
    const target = evaluateOrder({ facts, program: { version: 1, document }, memory: null, context });
    points += target.points;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  if (points === 0) throw new Error("the orders earned nothing");
  return count / seconds;
}
