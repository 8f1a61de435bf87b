import type { OrderFacts, OrderLine, OrderRefund, OrderRefundItem } from "@/lib/loyalty/order-facts";
import { orderFacts, orderLine } from "@/test/factories/order-facts";
import type { Chance } from "./chance";

/** One tick of a schedule is at least this long; the clock may jump further between two. */
export const tickMs = 3_600_000;
export const ticks = 14;
export const lastEventTick = 8;

/** The truth at BigCommerce: what an order was from this tick on. */
type OrderState = { tick: number; facts: OrderFacts };
export type WorldOrder = { orderId: number; states: OrderState[] };

export type People = { bcIds: readonly number[]; guestEmail: string };

type Currency = { currency: string; decimalPlaces: number; unit: number };

const currencies: [Currency, ...Currency[]] = [
  { currency: "USD", decimalPlaces: 2, unit: 100 },
  { currency: "EUR", decimalPlaces: 2, unit: 100 },
  { currency: "JPY", decimalPlaces: 0, unit: 1 },
  { currency: "KWD", decimalPlaces: 3, unit: 1000 },
];

/** An order from its first day on: what was bought, then a walk of statuses, refunds and other changes. */
export function inventOrder(chance: Chance, orderId: number, people: People, clock: number[]): WorldOrder {
  const tick = chance.whole(0, 3);
  let at = (clock[tick] ?? 0) + chance.whole(-1_800, 600) * 1_000;
  let facts = placeOrder(chance, orderId, people, new Date(at).toISOString());
  const states = [{ tick, facts }];
  let next = tick;
  for (const _ of chance.list(1, 5, String)) {
    next += chance.whole(0, 2);
    if (next > lastEventTick) break;
    const change = changeOrder(chance, facts, people);
    // A refund does not always touch the order's modification date.
    const isQuiet = change.refunds !== undefined && change.statusId === undefined && chance.yes(0.3);
    if (!isQuiet) at = Math.max(at + 1_000, (clock[next] ?? 0) + chance.whole(-1_800, 600) * 1_000);
    facts = { ...facts, ...change, modifiedAt: new Date(at).toISOString() };
    states.push({ tick: next, facts });
  }
  return { orderId, states };
}

/** What a fetch at this tick finds; null before the order was placed. */
export function fetchAt({ states }: WorldOrder, tick: number): OrderState | null {
  return states.findLast((state) => state.tick <= tick) ?? null;
}

function placeOrder(chance: Chance, orderId: number, people: People, createdAt: string): OrderFacts {
  const { unit, ...money } = chance.of(...currencies);
  const lines = chance.list(1, 3, (index) => inventLine(chance, index + 1, unit));
  const shippingExTaxMinor = chance.yes(0.5) ? chance.whole(1, 20 * unit) : 0;
  const shippingIncTaxMinor = Math.floor(shippingExTaxMinor * 1.2);
  const totalIncTaxMinor = lines.reduce((sum, line) => sum + line.paidIncTaxMinor, shippingIncTaxMinor);
  const isGuest = chance.yes(0.2);
  return orderFacts({
    ...money,
    orderId,
    lines,
    createdAt,
    modifiedAt: createdAt,
    statusId: chance.of(0, 1, 7, 11, 2, 10),
    customerId: isGuest ? null : chance.of(...(people.bcIds as [number, ...number[]])),
    guestEmail: isGuest ? people.guestEmail : null,
    externalSource: chance.yes(0.05) ? "M-MIG" : null,
    shippingExTaxMinor,
    shippingIncTaxMinor,
    totalIncTaxMinor,
    storeCreditMinor: chance.yes(0.3) ? chance.whole(0, totalIncTaxMinor) : 0,
    giftCertificateMinor: chance.yes(0.3) ? chance.whole(0, totalIncTaxMinor) : 0,
  });
}

function inventLine(chance: Chance, lineId: number, unit: number): OrderLine {
  const price = chance.whole(1, 120 * unit);
  return orderLine({
    lineId: lineId * 7,
    productId: chance.whole(1, 4),
    quantity: chance.whole(1, 4),
    kind: chance.yes(0.1) ? "gift_certificate" : chance.of("physical", "digital"),
    paidIncTaxMinor: chance.yes(0.5) ? price : Math.floor(price * 0.77),
    totalIncTaxMinor: price,
    totalExTaxMinor: Math.ceil((price * 100) / chance.of(100, 107, 120, 125)),
  });
}

function changeOrder(chance: Chance, facts: OrderFacts, people: People): Partial<OrderFacts> {
  const kind = chance.whole(1, 20);
  if (kind <= 9) return { statusId: chance.of(10, 10, 10, 10, 2, 13, 11, 4, 5, 6, 14, 1) };
  if (kind <= 17) return refundSome(chance, facts);
  if (kind === 18 && facts.refunds.length > 0) return { refunds: declineOne(chance, facts.refunds) };
  if (kind === 19) return { archived: true };
  if (facts.customerId === null) return { statusId: 10 };
  return { customerId: chance.of(...(people.bcIds as [number, ...number[]])) };
}

function refundSome(chance: Chance, facts: OrderFacts): Partial<OrderFacts> {
  const items = chance.list(0, 2, () => inventItem(chance, facts));
  const amount = chance.whole(1, Math.max(1, facts.totalIncTaxMinor));
  const part = chance.whole(0, amount);
  const payments = chance.yes(0.3)
    ? [
        { amountMinor: part, declined: chance.yes(0.5) },
        { amountMinor: amount - part, declined: chance.yes(0.5) },
      ]
    : [{ amountMinor: amount, declined: chance.yes(0.15) }];
  const refund: OrderRefund = {
    refundId: facts.orderId * 100 + facts.refunds.length,
    createdAt: facts.modifiedAt,
    totalAmountMinor: amount,
    totalTaxMinor: chance.yes(0.2) ? amount : 0,
    items,
    payments,
  };
  const refunds = [...facts.refunds, refund];
  return chance.yes(0.6) ? { refunds, statusId: chance.of(14, 14, 4) } : { refunds };
}

function inventItem(chance: Chance, facts: OrderFacts): OrderRefundItem {
  const line = facts.lines[chance.whole(0, facts.lines.length - 1)];
  const kind = chance.of("PRODUCT", "PRODUCT", "PRODUCT", "ORDER", "SHIPPING", "FEE", "GIFT_WRAPPING");
  const byQuantity = kind === "PRODUCT" && chance.yes(0.7);
  return {
    kind,
    itemId: line?.lineId ?? 0,
    quantity: byQuantity ? chance.whole(1, 4) : null,
    requestedAmountMinor: byQuantity ? null : chance.whole(0, Math.max(1, facts.totalIncTaxMinor >> 1)),
  };
}

/** The payment step of a refund is asynchronous: money that seemed to go back may turn out declined. */
function declineOne(chance: Chance, refunds: readonly OrderRefund[]): OrderRefund[] {
  const chosen = chance.whole(0, refunds.length - 1);
  return refunds.map((refund, index) =>
    index === chosen
      ? { ...refund, payments: refund.payments.map((payment) => ({ ...payment, declined: true })) }
      : refund,
  );
}
