import type { RoundingMode } from "@/lib/loyalty/ratio";

/**
 * The part of a program document that decides orders. The whole document and its validation live in
 * `lib/schemas/program.ts`; this is the narrow shape the evaluator reads, money still as decimal strings.
 */
export type OrderProgram = {
  points: { rounding: RoundingMode };
  earning: { orders: OrderEarning; campaigns: readonly Campaign[] };
};

/** `points` for every `per` of the order's own currency. */
export type EarningRate = { points: number; per: string };

export type OrderEarning = {
  enabled: boolean;
  /** For every currency that has no entry in `rates`. */
  rate: EarningRate;
  rates: Readonly<Record<string, EarningRate & { minimum?: string | undefined }>>;
  base: { tax: boolean; shipping: boolean; minusStoreCredit: boolean; minusGiftCertificates: boolean };
  /** In the order's currency; tested on the base after exclusions. */
  minimum: string;
  awardStatuses: readonly number[];
  cancelStatuses: readonly number[];
  holdDays: number;
  exclude: {
    productIds: readonly number[];
    categoryIds: readonly number[];
    brandIds: readonly number[];
    customerGroupIds: readonly number[];
    channelIds: readonly number[];
    sources: readonly string[];
    migrated: boolean;
  };
};

/** Extra points between two instants, given as wall-clock times in the store's zone. An empty list means "all". */
export type Campaign = {
  key: string;
  startsAt: string;
  endsAt: string;
  effect: { kind: "multiplier"; multiplier: string } | { kind: "bonus"; points: number };
  productIds: readonly number[];
  categoryIds: readonly number[];
  tierKeys: readonly string[];
  channelIds: readonly number[];
  firstOrderOnly: boolean;
};
