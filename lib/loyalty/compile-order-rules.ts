import type { Campaign, OrderProgram } from "@/lib/loyalty/order-program";
import { invert, multiply, parseDecimal, type Ratio, scale, surplus } from "@/lib/loyalty/ratio";
import { wallClockMs } from "@/lib/loyalty/wall-clock";

/** A program document made ready for many orders: sets for lookups, fractions for decimal strings, instants for times. */
export type OrderRules = {
  awardStatuses: ReadonlySet<number>;
  cancelStatuses: ReadonlySet<number>;
  excludedProducts: ReadonlySet<number>;
  excludedCategories: ReadonlySet<number>;
  excludedBrands: ReadonlySet<number>;
  rates: Map<string, CurrencyRules>;
  campaigns: Map<string, CompiledCampaign[]>;
};

export type CurrencyRules = {
  /** Points per minor unit. */
  rate: Ratio;
  /** Smallest base that earns, in minor units. */
  minimumMinor: number;
  /** As written in the document, for explanations. */
  points: number;
  per: string;
};

export type CompiledCampaign = {
  campaign: Campaign;
  startsAtMs: number;
  endsAtMs: number;
  /** What a multiplier adds to the base points; null for a bonus. */
  extra: Ratio | null;
};

const compiled = new WeakMap<OrderProgram, OrderRules>();

/** Compiled once a document object: documents are immutable, so callers keep and pass the same object. */
export function compileOrderRules(program: OrderProgram): OrderRules {
  const known = compiled.get(program);
  if (known) return known;
  const { orders } = program.earning;
  const rules: OrderRules = {
    awardStatuses: new Set(orders.awardStatuses),
    cancelStatuses: new Set(orders.cancelStatuses),
    excludedProducts: new Set(orders.exclude.productIds),
    excludedCategories: new Set(orders.exclude.categoryIds),
    excludedBrands: new Set(orders.exclude.brandIds),
    rates: new Map(),
    campaigns: new Map(),
  };
  compiled.set(program, rules);
  return rules;
}

/** Rate and minimum in minor units of the order's currency: its own entry in `rates`, else the general rate. */
export function currencyRules(program: OrderProgram, currency: string, decimalPlaces: number): CurrencyRules {
  const { rates } = compileOrderRules(program);
  const cacheKey = `${currency}:${decimalPlaces}`;
  const known = rates.get(cacheKey);
  if (known) return known;
  const { orders } = program.earning;
  const own = orders.rates[currency];
  const { points, per } = own ?? orders.rate;
  const minorPerUnit = { numerator: 10 ** decimalPlaces, denominator: 1 };
  const perMinor = multiply(parseDecimal(per), minorPerUnit);
  const result = {
    rate: multiply({ numerator: points, denominator: 1 }, invert(perMinor)),
    minimumMinor: scale(minorPerUnit.numerator, parseDecimal(own?.minimum ?? orders.minimum), "up"),
    points,
    per,
  };
  rates.set(cacheKey, result);
  return result;
}

/** Campaigns with their wall-clock times read in the store's zone, see {@link wallClockMs}. */
export function campaignRules(program: OrderProgram, timeZone: string): CompiledCampaign[] {
  const { campaigns } = compileOrderRules(program);
  const known = campaigns.get(timeZone);
  if (known) return known;
  const result = program.earning.campaigns.map((campaign) => ({
    campaign,
    startsAtMs: wallClockMs(campaign.startsAt, timeZone),
    endsAtMs: wallClockMs(campaign.endsAt, timeZone),
    extra: campaign.effect.kind === "multiplier" ? surplus(parseDecimal(campaign.effect.multiplier)) : null,
  }));
  campaigns.set(timeZone, result);
  return result;
}
