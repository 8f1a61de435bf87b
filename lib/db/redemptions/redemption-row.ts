import type { Redemption as Row } from "@/lib/db/generated/client";
import type { RewardTerms } from "@/lib/loyalty/rewards/reward-terms";

/** One redemption with its terms read. Integers of the database are `bigint`, points are numbers. */
export type Redemption = Omit<Row, "terms" | "pointsSpent"> & { terms: RewardTerms; pointsSpent: number };

export function toRedemption(row: Row): Redemption {
  return { ...row, terms: row.terms as unknown as RewardTerms, pointsSpent: Number(row.pointsSpent) };
}
