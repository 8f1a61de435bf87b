import type { Redemption } from "@/lib/db/redemptions/redemption-row";

/** What one try to have a redemption's code at BigCommerce came to; failures that may pass are thrown. */
export type CodeOutcome =
  | ({ kind: "ready" } & Pick<Redemption, "mechanism" | "bcPromotionId" | "bcCodeId"> & {
        /** Made by this try, whose create is still noted as under way. */
        isMade: boolean;
      })
  /** Soon again. */
  | { kind: "wait"; problem: string }
  /** BigCommerce will never make it. */
  | { kind: "refused"; problem: string }
  /** It is no longer pending or not wanted any more: nothing was sent. */
  | { kind: "over" };
