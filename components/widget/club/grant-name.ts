import type { GrantedReward } from "@/lib/schemas/storefront/program";
import type { Words } from "../panel/words";

/** A grant of points in the shopper's words, any other one by its name. */
export const grantName = ({ name, points }: GrantedReward, { format }: Words): string =>
  points === null ? name : format.points(points);
