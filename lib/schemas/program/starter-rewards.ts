type StarterReward = { key: string; name: string; pointsPrice: number; currency: string } & (
  | { type: "fixed_amount"; value: string }
  | { type: "free_shipping" }
);

/** The share of what a shopper spent that the rewards give back: 5 %, the middle of what is usual in retail. */
const spendPerValue = 20;

/**
 * Rewards to begin with: two amounts off and free shipping, in the store's currency, priced so that about 5 % of what
 * was spent comes back at the given rate (`points` for every `per` of money, a decimal string).
 */
export function starterRewards(currency: string, rate: { points: number; per: string }): StarterReward[] {
  const format = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    trailingZeroDisplay: "stripIfInteger",
  });
  const hasDecimals = format.resolvedOptions().maximumFractionDigits !== 0;
  const unit = hasDecimals ? 1 : 100;
  const money = (units: number) => (hasDecimals ? `${units}.00` : String(units * unit));
  const price = (units: number) => roundUp((units * unit * spendPerValue * rate.points) / Number(rate.per));
  const off = (key: string, units: number): StarterReward => ({
    key,
    type: "fixed_amount",
    name: `${format.format(units * unit)} off`,
    pointsPrice: price(units),
    value: money(units),
    currency,
  });
  return [
    off("starter-small", 5),
    off("starter-large", 10),
    {
      key: "starter-shipping",
      type: "free_shipping",
      name: "Free shipping",
      pointsPrice: price(7.5),
      currency,
    },
  ];
}

/** A price people can remember: up to two digits that say something, never below one point. */
function roundUp(points: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(points, 1))) - 1);
  return Math.max(1, Math.ceil(points / step) * step);
}
