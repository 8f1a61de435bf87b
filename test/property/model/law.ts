import type { OrderFacts, OrderRefund } from "@/lib/loyalty/order-facts";
import type { Program } from "@/lib/schemas/program";

/**
 * The law of the order a second time, from the decisions and not from the code: whole numbers are BigInt, a fraction
 * is a pair, and nothing is imported from the engine but the shape of its input. No tiers and no product limits.
 */
type Fraction = { over: bigint; under: bigint };

const halfUp = (over: bigint, under: bigint): bigint => (2n * over + under) / (2n * under);
const atLeastZero = (amount: bigint): bigint => (amount < 0n ? 0n : amount);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

export type Side = "award" | "cancel" | "neutral";

/** Decision 1: the sets, and the two statuses that depend on refunds. */
export function sideOf(facts: OrderFacts, { earning: { orders } }: Program): Side {
  if (orders.awardStatuses.includes(facts.statusId)) return "award";
  if (orders.cancelStatuses.includes(facts.statusId)) return "cancel";
  if (facts.statusId === 4 && facts.refunds.length === 0) return "cancel";
  const moneyMoved = facts.refunds.some((refund) => wentThrough(refund) > 0n);
  return facts.statusId === 14 && moneyMoved ? "award" : "neutral";
}

/** What an order once awarded should hold as it stands. */
export function pointsFor(facts: OrderFacts, program: Program): bigint {
  if (sideOf(facts, program) === "cancel") return 0n;
  const { orders } = program.earning;
  if (!orders.enabled || (orders.exclude.migrated && facts.externalSource === "M-MIG")) return 0n;
  if (isAllRefunded(facts)) return 0n;
  const base = keptBase(facts, program);
  const rate = rateFor(facts, program);
  if (base * rate.minimum.under < rate.minimum.over) return 0n;
  const paid = afterCredit(base, facts, program);
  let points = round({ over: paid * rate.per.over, under: rate.per.under }, program);
  for (const { effect } of program.earning.campaigns) {
    if (effect.kind === "bonus") points += paid > 0n ? BigInt(effect.points) : 0n;
    else {
      const hundredths = read(effect.multiplier, 2) - 100n;
      points += round({ over: paid * rate.per.over * hundredths, under: rate.per.under * 100n }, program);
    }
  }
  return points;
}

export function isAllRefunded({ totalIncTaxMinor, refunds }: OrderFacts): boolean {
  const given = refunds.reduce((sum, refund) => sum + wentThrough(refund), 0n);
  return totalIncTaxMinor > 0 && given >= BigInt(totalIncTaxMinor);
}

function wentThrough(refund: OrderRefund): bigint {
  return refund.payments.reduce(
    (sum, { amountMinor, declined }) => sum + BigInt(declined ? 0 : amountMinor),
    0n,
  );
}

/** Decision 2: what earns of what is kept, in minor units, before credit. */
function keptBase(facts: OrderFacts, { earning }: Program): bigint {
  const { base, exclude } = earning.orders;
  const { lines, shipping } = kept(facts, base.tax);
  let sum = base.shipping
    ? taxOff(shipping, facts.shippingExTaxMinor, facts.shippingIncTaxMinor, base.tax)
    : 0n;
  for (const line of facts.lines) {
    if (line.kind === "gift_certificate" || exclude.productIds.includes(line.productId)) continue;
    sum += taxOff(lines.get(line.lineId) ?? 0n, line.totalExTaxMinor, line.totalIncTaxMinor, base.tax);
  }
  return sum;
}

function taxOff(amount: bigint, exTax: number, incTax: number, countsTax: boolean): bigint {
  return countsTax || incTax === 0 ? amount : halfUp(amount * BigInt(exTax), BigInt(incTax));
}

/** What of each line and of the shipping was not given back. */
function kept(facts: OrderFacts, countsTax: boolean) {
  const pieces = new Map<number, bigint>();
  const off = new Map<number, bigint>();
  let offOrder = 0n;
  let offShipping = 0n;
  const add = (to: Map<number, bigint>, lineId: number, much: bigint) =>
    to.set(lineId, (to.get(lineId) ?? 0n) + much);
  for (const refund of facts.refunds) {
    const moved = wentThrough(refund);
    const asked = refund.payments.reduce((sum, payment) => sum + BigInt(payment.amountMinor), 0n);
    if (moved === 0n) continue;
    const share = (amount: bigint) => halfUp(amount * moved, asked);
    if (refund.items.length === 0) {
      const isTaxOnly = refund.totalTaxMinor === refund.totalAmountMinor;
      if (!isTaxOnly || countsTax) offOrder += share(BigInt(refund.totalAmountMinor));
    }
    for (const item of refund.items) {
      const amount = item.requestedAmountMinor === null ? null : BigInt(item.requestedAmountMinor);
      if (item.kind === "ORDER") offOrder += share(amount ?? BigInt(refund.totalAmountMinor));
      if (item.kind === "SHIPPING") offShipping += share(amount ?? BigInt(facts.shippingIncTaxMinor));
      const line = facts.lines.find(({ lineId }) => lineId === item.itemId);
      if (item.kind !== "PRODUCT" || !line) continue;
      const units = BigInt(item.quantity ?? line.quantity);
      if (amount !== null) add(off, line.lineId, share(amount));
      else if (moved === asked) add(pieces, line.lineId, units);
      else add(off, line.lineId, share(worth(line, units)));
    }
  }
  const left = facts.lines.map((line) => {
    const gone = worth(line, pieces.get(line.lineId) ?? 0n) + (off.get(line.lineId) ?? 0n);
    return { id: line.lineId, amount: atLeastZero(BigInt(line.paidIncTaxMinor) - gone) };
  });
  return {
    lines: takeFromAll(left, offOrder),
    shipping: atLeastZero(BigInt(facts.shippingIncTaxMinor) - offShipping),
  };
}

function worth(line: { paidIncTaxMinor: number; quantity: number }, units: bigint): bigint {
  const bought = BigInt(line.quantity);
  return units >= bought
    ? BigInt(line.paidIncTaxMinor)
    : halfUp(BigInt(line.paidIncTaxMinor) * units, bought);
}

/** By share of what is left; whole minor units, the largest remainder first, then the smaller line id. */
function takeFromAll(left: { id: number; amount: bigint }[], wanted: bigint): Map<number, bigint> {
  const all = left.reduce((sum, { amount }) => sum + amount, 0n);
  const taken = least(wanted, all);
  const result = new Map(
    left.map(({ id, amount }) => [id, amount - (all === 0n ? 0n : (amount * taken) / all)]),
  );
  let open = taken - (all - [...result.values()].reduce((sum, amount) => sum + amount, 0n));
  const rest = (amount: bigint) => (all === 0n ? 0n : (amount * taken) % all);
  const turn = [...left].sort((a, b) => Number(rest(b.amount) - rest(a.amount)) || a.id - b.id);
  for (const { id } of turn) {
    if (open === 0n) break;
    result.set(id, (result.get(id) ?? 0n) - 1n);
    open -= 1n;
  }
  return result;
}

/** Points per minor unit, and the smallest base in minor units, for the order's currency. */
function rateFor(facts: OrderFacts, { earning: { orders } }: Program): { per: Fraction; minimum: Fraction } {
  const own = orders.rates[facts.currency];
  const { points, per } = own ?? orders.rate;
  const unit = 10n ** BigInt(facts.decimalPlaces);
  const million = 1_000_000n;
  return {
    per: { over: BigInt(points) * million, under: read(per, 6) * unit },
    minimum: { over: read(own?.minimum ?? orders.minimum, 6) * unit, under: million },
  };
}

function afterCredit(base: bigint, facts: OrderFacts, { earning }: Program): bigint {
  const { minusStoreCredit, minusGiftCertificates } = earning.orders.base;
  const total = BigInt(facts.totalIncTaxMinor);
  const credit =
    BigInt(minusStoreCredit ? facts.storeCreditMinor : 0) +
    BigInt(minusGiftCertificates ? facts.giftCertificateMinor : 0);
  return credit === 0n || total === 0n ? base : halfUp(base * atLeastZero(total - credit), total);
}

function round({ over, under }: Fraction, { points: { rounding } }: Program): bigint {
  if (rounding === "down") return over / under;
  return rounding === "nearest" ? halfUp(over, under) : (over + under - 1n) / under;
}

/** A decimal string as a whole number of its `places`-th decimals. */
function read(text: string, places: number): bigint {
  const [whole = "0", part = ""] = text.split(".");
  return BigInt(whole + part.padEnd(places, "0"));
}
