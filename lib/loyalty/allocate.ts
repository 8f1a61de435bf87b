import { mulDiv } from "@/lib/loyalty/ratio";

export type Share = { lineId: number; weight: number };

/**
 * Splits a whole number over weighted lines so that the parts add up exactly: everyone gets the rounded-down share,
 * what is left goes one by one to the largest remainders, ties to the smaller line id. Parts stand in the order of
 * `shares`. With no weight at all, nothing is handed out.
 */
export function allocate(total: number, shares: readonly Share[]): number[] {
  let weightTotal = 0;
  for (const share of shares) weightTotal += share.weight;
  if (total === 0 || weightTotal === 0) return shares.map(() => 0);
  const parts = shares.map((share) => mulDiv(total, share.weight, weightTotal, "down"));
  let left = total;
  for (const part of parts) left -= part;
  if (left === 0) return parts;
  const order = byRemainder(total, weightTotal, shares);
  for (const index of order.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

function byRemainder(total: number, weightTotal: number, shares: readonly Share[]): number[] {
  const remainders = shares.map((share) => remainder(total, share.weight, weightTotal));
  return shares
    .map((_, index) => index)
    .sort((a, b) => {
      const difference = (remainders[b] ?? 0) - (remainders[a] ?? 0);
      return difference !== 0 ? difference : (shares[a]?.lineId ?? 0) - (shares[b]?.lineId ?? 0);
    });
}

function remainder(total: number, weight: number, weightTotal: number): number {
  const product = total * weight;
  return product <= Number.MAX_SAFE_INTEGER
    ? product % weightTotal
    : Number((BigInt(total) * BigInt(weight)) % BigInt(weightTotal));
}
